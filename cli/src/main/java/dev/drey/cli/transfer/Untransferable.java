package dev.drey.cli.transfer;

/** An application cannot be carried over at all; the message says why, and what would work. */
public final class Untransferable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Untransferable(String message) {
    super(message);
  }
}
