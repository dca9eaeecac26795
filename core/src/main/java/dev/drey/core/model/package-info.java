/**
 * What an application is made of: names and ids, versions and their settings, snapshots,
 * operations. Every value that exists is valid. Read {@link dev.drey.core.model.Configuration} and
 * {@link dev.drey.core.model.Version} first.
 */
package dev.drey.core.model;
