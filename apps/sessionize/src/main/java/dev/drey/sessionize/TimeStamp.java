package dev.drey.sessionize;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** The time stamp of a log line, such as {@code 17/May/2015:10:05:03 +0200}. */
final class TimeStamp {
  private static final String SHAPE = "00/AAA/0000:00:00:00 ~0000";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int MINUTES_OF_WIDEST_OFFSET = 18 * 60;

  private TimeStamp() {}

  /** Epoch milliseconds, or empty where the span names no point in time. */
  static OptionalLong read(byte[] line, Span span) {
    if (!hasShape(line, span)) {
      return OptionalLong.empty();
    }
    int at = span.from();
    int day = number(line, at, 2);
    int month = month(line, at + 3);
    int year = number(line, at + 7, 4);
    int hour = number(line, at + 12, 2);
    int minute = number(line, at + 15, 2);
    int second = number(line, at + 18, 2);
    int offsetHours = number(line, at + 22, 2);
    int offsetMinutes = number(line, at + 24, 2);
    int offset = offsetHours * 60 + offsetMinutes;
    boolean isTime =
        isDate(year, month, day)
            && hour < 24
            && minute < 60
            && second < 60
            && offsetMinutes < 60
            && offset <= MINUTES_OF_WIDEST_OFFSET;
    if (!isTime) {
      return OptionalLong.empty();
    }
    long local =
        LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
    long east = line[at + 21] == '-' ? -offset * 60L : offset * 60L;
    return OptionalLong.of((local - east) * 1_000);
  }

  private static boolean hasShape(byte[] line, Span span) {
    if (span.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      byte b = line[span.from() + i];
      boolean fits =
          switch (SHAPE.charAt(i)) {
            case '0' -> b >= '0' && b <= '9';
            case 'A' -> (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            case '~' -> b == '+' || b == '-';
            default -> b == SHAPE.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDate(int year, int month, int day) {
    return month > 0 && day > 0 && day <= YearMonth.of(year, month).lengthOfMonth();
  }

  /** From 1, or 0 for a name that is none. */
  private static int month(byte[] line, int at) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (line[at] == MONTHS.charAt(i)
          && line[at + 1] == MONTHS.charAt(i + 1)
          && line[at + 2] == MONTHS.charAt(i + 2)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }

  private static int number(byte[] line, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = number * 10 + (line[i] - '0');
    }
    return number;
  }
}
