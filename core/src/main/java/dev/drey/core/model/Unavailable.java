package dev.drey.core.model;

/**
 * Somebody else could not answer (a store, a cluster): nothing is known, and looking again later
 * may help.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Unavailable(String message) {
    super(message);
  }

  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
