/**
 * Snapshot policies followed by the server itself: the same keeper that runs alone, as a client of
 * this server's own API. Read {@link dev.drey.server.keeping.Keeping} first.
 */
package dev.drey.server.keeping;
