/**
 * An application's settings, from its property groups into records. Read {@link
 * dev.drey.sdk.settings.PropertyGroups} first.
 */
package dev.drey.sdk.settings;
