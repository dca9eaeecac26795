/**
 * The protocols of AWS's clients: where a request names what it wants, and how it and its answer
 * are written. Read {@link dev.drey.server.http.protocol.Protocol} first.
 */
package dev.drey.server.http.protocol;
