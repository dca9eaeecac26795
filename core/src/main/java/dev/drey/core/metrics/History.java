package dev.drey.core.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read, for two weeks at the level of applications and a day at finer ones. */
public interface History {
  Duration FINE = Duration.ofDays(1);
  Duration LONG = Duration.ofDays(14);

  /** Adds to the minute that {@code at} is in. */
  void add(Instant at, List<Reading> readings);

  /**
   * Every series of an account that was written to since {@code since} and has these dimensions
   * among its own.
   */
  List<Kept> series(
      String account, Optional<String> metric, Map<String, String> dimensions, Instant since);

  /**
   * What it was from {@code from} until before {@code until}, in steps that begin at multiples of
   * {@code period}; those without a reading are left out.
   */
  List<Point> points(Series series, Instant from, Instant until, Duration period);

  /** Lets go of what is too old, and keeps what is older than a day in steps of five minutes. */
  void thin(Instant now);

  /** A series, and the unit it is in. */
  record Kept(Series series, String unit) {}

  /** What a series was in the step that begins at {@code at}. */
  record Point(Instant at, Statistics value) {}
}
