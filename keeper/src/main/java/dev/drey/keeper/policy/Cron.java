package dev.drey.keeper.policy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** The five fields of Unix's cron, and a time zone. */
record Cron(String expression, ZoneId zone, ExecutionTime times) implements Schedule {
  private static final int FIELDS = 5;

  /** That clocks are set forward or back. */
  private static final Duration LONGEST_SHIFT = Duration.ofHours(2);

  static Cron read(List<String> words) {
    if (words.size() < FIELDS) {
      throw new Unreadable("after cron stand five fields, such as 0 3 * * 1-5, and a time zone");
    }
    String expression = String.join(" ", words.subList(0, FIELDS));
    ZoneId zone = Zone.read(words.subList(FIELDS, words.size()));
    try {
      var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      return new Cron(expression, zone, ExecutionTime.forCron(parser.parse(expression)));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("cron does not understand it: " + e.getMessage());
    }
  }

  /**
   * In the time that a clock on the wall shows: where clocks skip a time it is due as much later,
   * and what they show twice is due the first time only. (The library leaves out what is skipped.)
   */
  @Override
  public Optional<Instant> lastDue(Instant now) {
    Optional<ZonedDateTime> wall =
        times.lastExecution(wall(now).plus(LONGEST_SHIFT).plusSeconds(1));
    while (wall.map(this::real).filter(due -> due.isAfter(now)).isPresent()) {
      wall = wall.flatMap(times::lastExecution);
    }
    return wall.map(this::real);
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    Optional<ZonedDateTime> wall = times.nextExecution(wall(now).minus(LONGEST_SHIFT));
    while (wall.map(this::real).filter(due -> !due.isAfter(now)).isPresent()) {
      wall = wall.flatMap(times::nextExecution);
    }
    return wall.map(this::real);
  }

  /** What the clock shows, as if it were UTC: there no time is missing and none comes twice. */
  private ZonedDateTime wall(Instant now) {
    return now.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
  }

  private Instant real(ZonedDateTime wall) {
    return ZonedDateTime.of(wall.toLocalDateTime(), zone).withEarlierOffsetAtOverlap().toInstant();
  }
}
