package dev.drey.cli;

/** A command could not do what it was asked for; the message is all that is shown. */
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFailed(String message) {
    super(message);
  }
}
