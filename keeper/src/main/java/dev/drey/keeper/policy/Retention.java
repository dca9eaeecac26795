package dev.drey.keeper.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How many snapshots stay: the newest ones, and the newest of each of the last hours, days, weeks
 * and months that have one.
 *
 * @param all whether snapshots are meant too that the policy did not make
 */
public record Retention(int last, int hourly, int daily, int weekly, int monthly, boolean all) {
  private static final int MOST = 1_000;
  private static final Set<String> WORDS = Set.of("last", "hourly", "daily", "weekly", "monthly");

  /**
   * Reads {@code last 5 daily 7 weekly 4}; {@code all} at the end means snapshots of everybody's.
   *
   * @throws Unreadable if it is not that
   */
  public static Retention read(String text) {
    List<String> words = new ArrayList<>(List.of(text.toLowerCase(Locale.ROOT).split("\\s+")));
    boolean all = words.get(words.size() - 1).equals("all");
    if (all) {
      words.remove(words.size() - 1);
    }
    Map<String, Integer> numbers = new TreeMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String word = words.get(i);
      if (!WORDS.contains(word)) {
        throw new Unreadable(
            "'" + word + "' is not understood; write it as 'last 5 daily 7 weekly 4'");
      }
      if (i + 1 == words.size() || !words.get(i + 1).matches("[0-9]{1,4}")) {
        throw new Unreadable("after " + word + " stands how many");
      }
      if (numbers.put(word, Integer.parseInt(words.get(i + 1))) != null) {
        throw new Unreadable(word + " stands there twice");
      }
    }
    if (numbers.values().stream().mapToInt(Integer::intValue).sum() < 1) {
      throw new Unreadable("it keeps nothing; write at least 'last 1'");
    }
    if (numbers.values().stream().anyMatch(number -> number > MOST)) {
      throw new Unreadable("an application has " + MOST + " snapshots at most");
    }
    return new Retention(
        numbers.getOrDefault("last", 0),
        numbers.getOrDefault("hourly", 0),
        numbers.getOrDefault("daily", 0),
        numbers.getOrDefault("weekly", 0),
        numbers.getOrDefault("monthly", 0),
        all);
  }

  /**
   * Those that stay.
   *
   * @param newestFirst with the time each was taken
   * @param zone where days begin and end
   */
  public <T> Set<T> kept(List<T> newestFirst, Function<T, Instant> taken, ZoneId zone) {
    Set<T> kept = new HashSet<>(newestFirst.subList(0, Math.min(last, newestFirst.size())));
    newestOfEach(newestFirst, hourly, at -> taken.apply(at).truncatedTo(ChronoUnit.HOURS), kept);
    newestOfEach(newestFirst, daily, at -> day(taken.apply(at), zone), kept);
    newestOfEach(newestFirst, weekly, at -> week(taken.apply(at).atZone(zone)), kept);
    newestOfEach(newestFirst, monthly, at -> day(taken.apply(at), zone).withDayOfMonth(1), kept);
    return kept;
  }

  private static LocalDate day(Instant taken, ZoneId zone) {
    return taken.atZone(zone).toLocalDate();
  }

  private static String week(ZonedDateTime taken) {
    return taken.get(IsoFields.WEEK_BASED_YEAR)
        + "-"
        + taken.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  private static <T> void newestOfEach(
      List<T> newestFirst, int wanted, Function<T, Object> period, Set<T> kept) {
    Set<Object> seen = new HashSet<>();
    for (T each : newestFirst) {
      if (seen.size() == wanted) {
        return;
      }
      if (seen.add(period.apply(each))) {
        kept.add(each);
      }
    }
  }
}
