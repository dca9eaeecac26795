package dev.drey.bots;

import java.time.Instant;

/** What can be the time of an interaction: not seconds, microseconds or nothing. */
final class Times {
  private static final long FIRST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long END = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private Times() {}

  static boolean isPlausible(long epochMillis) {
    return FIRST <= epochMillis && epochMillis < END;
  }
}
