/**
 * Streams into files, exactly once, in folders by date and hour. Read {@link
 * dev.drey.sdk.files.FileOutput}.
 */
package dev.drey.sdk.files;
