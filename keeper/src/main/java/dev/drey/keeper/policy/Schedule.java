package dev.drey.keeper.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When snapshots are due. Pure, and true over changes of daylight saving time. */
public sealed interface Schedule permits Schedule.Every, Schedule.Daily, Schedule.Weekly, Cron {

  /** The newest time at or before {@code now} at which one was due. */
  Optional<Instant> lastDue(Instant now);

  /** The first time after {@code now}. */
  Optional<Instant> nextDue(Instant now);

  /** Where days begin and end for this schedule. */
  ZoneId zone();

  /**
   * Reads {@code every 6h}, {@code hourly}, {@code daily 03:00 Europe/London}, {@code weekly sun
   * 03:00} or {@code cron 0 3 * * 1-5 Europe/London}.
   *
   * @throws Unreadable if it is none of these
   */
  static Schedule read(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0).toLowerCase(Locale.ROOT)) {
      case "every" -> Every.read(rest);
      case "hourly" -> {
        if (!rest.isEmpty()) {
          throw new Unreadable("hourly stands alone; for another minute write it as cron");
        }
        yield new Every(Duration.ofHours(1));
      }
      case "daily" -> Daily.read(rest);
      case "weekly" -> Weekly.read(rest);
      case "cron" -> Cron.read(rest);
      default ->
          throw new Unreadable(
              "it begins with every, hourly, daily, weekly or cron, such as 'every 6h' or"
                  + " 'daily 03:00 Europe/London'");
    };
  }

  /** At whole multiples of a time since 1970, so that everybody computes the same. */
  record Every(Duration period) implements Schedule {
    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Duration MOST = Duration.ofDays(366);

    static Every read(List<String> words) {
      String text = String.join("", words).toLowerCase(Locale.ROOT);
      if (!text.matches("[0-9]{1,6}(m|min|h|d)")) {
        throw new Unreadable("after every stands a time such as 30m, 6h or 2d");
      }
      long number = Long.parseLong(text.replaceAll("[a-z]", ""));
      Duration period =
          text.endsWith("h")
              ? Duration.ofHours(number)
              : text.endsWith("d") ? Duration.ofDays(number) : Duration.ofMinutes(number);
      if (period.compareTo(LEAST) < 0 || period.compareTo(MOST) > 0) {
        throw new Unreadable("the time is from 5m to 366d");
      }
      return new Every(period);
    }

    @Override
    public Optional<Instant> lastDue(Instant now) {
      long seconds = period.toSeconds();
      return Optional.of(
          Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds));
    }

    @Override
    public Optional<Instant> nextDue(Instant now) {
      return lastDue(now).map(last -> last.plus(period));
    }

    @Override
    public ZoneId zone() {
      return ZoneOffset.UTC;
    }
  }

  /**
   * Once a day. Where the clocks skip that time it is due as much later; where they show it twice,
   * the first time.
   */
  record Daily(LocalTime time, ZoneId zone) implements Schedule {
    static Daily read(List<String> words) {
      if (words.isEmpty()) {
        throw new Unreadable("after daily stands a time of day, such as 03:00 Europe/London");
      }
      return new Daily(Zone.time(words.get(0)), Zone.read(words.subList(1, words.size())));
    }

    @Override
    public Optional<Instant> lastDue(Instant now) {
      LocalDate today = now.atZone(zone).toLocalDate();
      Instant due = at(today);
      return Optional.of(due.isAfter(now) ? at(today.minusDays(1)) : due);
    }

    @Override
    public Optional<Instant> nextDue(Instant now) {
      LocalDate today = now.atZone(zone).toLocalDate();
      Instant due = at(today);
      return Optional.of(due.isAfter(now) ? due : at(today.plusDays(1)));
    }

    private Instant at(LocalDate day) {
      return ZonedDateTime.of(day, time, zone).withEarlierOffsetAtOverlap().toInstant();
    }
  }

  /** Once a week. */
  record Weekly(DayOfWeek day, LocalTime time, ZoneId zone) implements Schedule {
    private static final int DAYS = 7;

    static Weekly read(List<String> words) {
      if (words.size() < 2) {
        throw new Unreadable("after weekly stand a day and a time, such as sun 03:00");
      }
      return new Weekly(
          Days.read(words.get(0)),
          Zone.time(words.get(1)),
          Zone.read(words.subList(2, words.size())));
    }

    @Override
    public Optional<Instant> lastDue(Instant now) {
      LocalDate today = now.atZone(zone).toLocalDate();
      LocalDate newest =
          today.minusDays(Math.floorMod(today.getDayOfWeek().getValue() - day.getValue(), DAYS));
      Instant due = at(newest);
      return Optional.of(due.isAfter(now) ? at(newest.minusDays(DAYS)) : due);
    }

    @Override
    public Optional<Instant> nextDue(Instant now) {
      Instant last = lastDue(now).orElseThrow();
      return Optional.of(at(last.atZone(zone).toLocalDate().plusDays(DAYS)));
    }

    private Instant at(LocalDate date) {
      return ZonedDateTime.of(date, time, zone).withEarlierOffsetAtOverlap().toInstant();
    }
  }
}
