package dev.drey.demo;

import java.time.Duration;
import java.time.Instant;

/** Tells when a number has not changed for too long. */
public final class Stillness {
  private final Duration patience;
  private long last = Long.MIN_VALUE;
  private Instant since = Instant.now();

  public Stillness(Duration patience) {
    this.patience = patience;
  }

  public boolean isTooLong(long number) {
    if (number != last) {
      last = number;
      since = Instant.now();
    }
    return Duration.between(since, Instant.now()).compareTo(patience) > 0;
  }
}
