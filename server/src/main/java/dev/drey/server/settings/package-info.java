/**
 * The server's configuration: one tree of records, read once from defaults, the file {@code
 * drey.yaml} of the home, the environment and the command line. Read {@link
 * dev.drey.server.settings.Key} first: it names every key there is.
 */
package dev.drey.server.settings;
