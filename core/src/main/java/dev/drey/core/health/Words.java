package dev.drey.core.health;

import java.time.Duration;
import java.util.Locale;

/** Figures as sentences have them. */
final class Words {
  private static final double MEBI = 1024 * 1024;

  private Words() {}

  static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share);
  }

  static String mebi(long bytes) {
    return String.format(Locale.ROOT, "%,.0f MiB", bytes / MEBI);
  }

  /** In its two largest units: {@code 3 min 20 s}. */
  static String lasting(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return time.toMillis() < 1000 && time.toMillis() > 0
          ? time.toMillis() + " ms"
          : seconds + " s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    return seconds < 86400
        ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
        : two(seconds / 86400, "d", seconds % 86400 / 3600, "h");
  }

  private static String two(long large, String of, long small, String ofSmall) {
    return large + " " + of + (small == 0 ? "" : " " + small + " " + ofSmall);
  }
}
