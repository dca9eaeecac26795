package dev.drey.keeper.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A time of the week in which no snapshot is taken.
 *
 * @param days on which it begins
 * @param until on the next day where it is not after {@code from}
 */
public record Blackout(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {
  public Blackout {
    days = Set.copyOf(days);
  }

  /**
   * Reads {@code mon-fri 09:00-17:30 Europe/London}; several stand with a plus between them.
   *
   * @throws Unreadable if one of them is no such time
   */
  public static List<Blackout> read(String text) {
    List<Blackout> all = new ArrayList<>();
    for (String one : text.split("\\s\\+\\s", -1)) {
      all.add(readOne(List.of(one.strip().split("\\s+"))));
    }
    return all;
  }

  private static Blackout readOne(List<String> words) {
    boolean everyDay = words.get(0).contains(":");
    Set<DayOfWeek> days = everyDay ? EnumSet.allOf(DayOfWeek.class) : days(words.get(0));
    List<String> rest = everyDay ? words : words.subList(1, words.size());
    String[] times = rest.isEmpty() ? new String[0] : rest.get(0).split("-", -1);
    if (times.length != 2) {
      throw new Unreadable("a window looks like 'mon-fri 09:00-17:30 Europe/London'");
    }
    return new Blackout(
        days, Zone.time(times[0]), Zone.time(times[1]), Zone.read(rest.subList(1, rest.size())));
  }

  private static Set<DayOfWeek> days(String word) {
    String[] ends = word.split("-", -1);
    DayOfWeek day = Days.read(ends[0]);
    DayOfWeek last = Days.read(ends[ends.length - 1]);
    Set<DayOfWeek> days = EnumSet.of(day);
    while (day != last) {
      day = day.plus(1);
      days.add(day);
    }
    return days;
  }

  public boolean covers(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    LocalTime time = local.toLocalTime();
    if (from.isBefore(until)) {
      return days.contains(local.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(until);
    }
    return (days.contains(local.getDayOfWeek()) && !time.isBefore(from))
        || (days.contains(local.getDayOfWeek().minus(1)) && time.isBefore(until));
  }
}
