package dev.drey.core.model;

/**
 * The caller's mistake: the message says what was asked, what stands in the way, and what would
 * work.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  public Refused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
