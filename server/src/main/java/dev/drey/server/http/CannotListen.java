package dev.drey.server.http;

/** The server cannot have its port; the message names it and the way out. */
public final class CannotListen extends RuntimeException {
  CannotListen(String message, Throwable cause) {
    super(message, cause);
  }
}
