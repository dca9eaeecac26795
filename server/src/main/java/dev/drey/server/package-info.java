/**
 * The server: everything put together, its start and its end. Read {@link dev.drey.server.Assembly}
 * first.
 */
package dev.drey.server;
