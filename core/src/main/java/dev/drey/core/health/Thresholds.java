package dev.drey.core.health;

import java.time.Duration;

/**
 * From where on something is wrong.
 *
 * @param window over which restarts are counted, lag has to grow and a watermark to stand
 * @param withoutCheckpoint for how long none was completed at least, however short the interval is
 * @param memoryHolds for how long a TaskManager has had nearly all of its memory
 * @param memory from where on that is nearly all, in percent
 * @param disk from where on it is short, in percent
 */
public record Thresholds(
    Duration window, Duration withoutCheckpoint, Duration memoryHolds, double memory, double disk) {
  public static final Thresholds USUAL =
      new Thresholds(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(2), 95, 90);

  private static final int MARKS = 60;

  /** What is noted of a window, so that a trail stays short. */
  Duration betweenMarks() {
    return window.dividedBy(MARKS);
  }
}
