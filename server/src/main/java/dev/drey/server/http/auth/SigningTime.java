package dev.drey.server.http.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** When a request says that it was signed, to the second. */
record SigningTime(Instant at) {
  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** By {@code X-Amz-Date}, or by {@code Date}; absent without both. */
  static Optional<SigningTime> of(RequestHead head) {
    return Stream.of("x-amz-date", "date")
        .flatMap(name -> head.header(name).stream())
        .findFirst()
        .map(SigningTime::parse);
  }

  private static SigningTime parse(String text) {
    for (DateTimeFormatter format :
        new DateTimeFormatter[] {BASIC, DateTimeFormatter.RFC_1123_DATE_TIME}) {
      try {
        return new SigningTime(format.parse(text, Instant::from));
      } catch (DateTimeParseException e) {
        // the next form, or none
      }
    }
    throw Distrust.incomplete(
        "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601"
            .formatted(text));
  }

  /** Refuses what was signed too long ago, or by a clock that is too far ahead. */
  void check(Instant now) {
    Instant earliest = now.minus(SKEW);
    Instant latest = now.plus(SKEW);
    if (at.isBefore(earliest)) {
      throw Distrust.invalid(
          "Signature expired: %s is now earlier than %s (%s - %d min.)"
              .formatted(this, BASIC.format(earliest), BASIC.format(now), SKEW.toMinutes()));
    }
    if (at.isAfter(latest)) {
      throw Distrust.invalid(
          "Signature not yet current: %s is still later than %s (%s + %d min.)"
              .formatted(this, BASIC.format(latest), BASIC.format(now), SKEW.toMinutes()));
    }
  }

  String day() {
    return toString().substring(0, 8);
  }

  @Override
  public String toString() {
    return BASIC.format(at);
  }
}
