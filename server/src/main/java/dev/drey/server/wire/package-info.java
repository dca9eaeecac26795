/**
 * The API as its clients see it: which operations there are, what a request may hold, and how a
 * refusal is written. All of it is read from one contract per API; nothing is checked by hand for
 * one operation. Start at {@link dev.drey.server.wire.Contract}.
 */
package dev.drey.server.wire;
