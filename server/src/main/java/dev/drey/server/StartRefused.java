package dev.drey.server;

/** The server cannot start as it was asked to; the message says why, and what would work. */
final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartRefused(String message) {
    super(message);
  }
}
