package dev.drey.keeper.policy;

/** A policy that cannot be read; the message says where, and what would be understood. */
public final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unreadable(String message) {
    super(message);
  }
}
