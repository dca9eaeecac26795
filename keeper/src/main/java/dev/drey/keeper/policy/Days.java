package dev.drey.keeper.policy;

import java.time.DayOfWeek;
import java.util.Locale;

/** Days of the week by their first letters. */
final class Days {
  private Days() {}

  static DayOfWeek read(String word) {
    String wanted = word.toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (wanted.length() >= 3 && day.name().startsWith(wanted)) {
        return day;
      }
    }
    throw new Unreadable("'" + word + "' is no day of the week; write it as mon or monday");
  }
}
