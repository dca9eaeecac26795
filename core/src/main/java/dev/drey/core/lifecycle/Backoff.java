package dev.drey.core.lifecycle;

import java.time.Duration;

/** Longer and longer pauses, so that a machine is not worn out by something that dies at once. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int DOUBLINGS = 10;

  private Backoff() {}

  /** The pause after the failure that follows {@code earlier} others. */
  static Duration after(int earlier) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(earlier, DOUBLINGS));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
