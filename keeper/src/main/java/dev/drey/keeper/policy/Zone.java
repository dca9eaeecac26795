package dev.drey.keeper.policy;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Times of day and where they hold, as policies write them. */
final class Zone {
  private Zone() {}

  /** What stands last, if anything does; times are in UTC otherwise. */
  static ZoneId read(List<String> words) {
    if (words.isEmpty()) {
      return ZoneOffset.UTC;
    }
    if (words.size() > 1) {
      throw new Unreadable("'" + String.join(" ", words) + "' is not understood");
    }
    try {
      return ZoneId.of(words.get(0));
    } catch (DateTimeException e) {
      throw new Unreadable(
          "there is no time zone " + words.get(0) + "; write one as Europe/London or UTC");
    }
  }

  static LocalTime time(String word) {
    try {
      return LocalTime.parse(word.length() == 4 ? "0" + word : word);
    } catch (DateTimeParseException e) {
      throw new Unreadable("'" + word + "' is no time of day; write it as 03:00");
    }
  }
}
