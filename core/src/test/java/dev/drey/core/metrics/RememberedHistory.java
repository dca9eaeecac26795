package dev.drey.core.metrics;

import dev.drey.core.model.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** History in memory, as coarse as the real one. */
public final class RememberedHistory implements History {
  private final Map<Series, TreeMap<Instant, Statistics>> points = new LinkedHashMap<>();
  private final Map<Series, String> units = new LinkedHashMap<>();

  private boolean full;

  /** From now on nothing can be kept. */
  public void fill() {
    full = true;
  }

  /** Notes a gauge at the level of the application. */
  public void note(Series series, Instant at, double value) {
    add(
        at,
        List.of(new Reading(series, Level.APPLICATION, "Count", Kind.GAUGE, Statistics.of(value))));
  }

  @Override
  public void add(Instant at, List<Reading> readings) {
    if (full) {
      throw new Unavailable("the disk is full");
    }
    for (Reading reading : readings) {
      units.put(reading.series(), reading.unit());
      points
          .computeIfAbsent(reading.series(), any -> new TreeMap<>())
          .merge(step(at, Duration.ofMinutes(1)), reading.value(), Statistics::and);
    }
  }

  @Override
  public List<Kept> series(
      String account, Optional<String> metric, Map<String, String> dimensions, Instant since) {
    return points.keySet().stream()
        .filter(series -> series.account().equals(account))
        .filter(series -> metric.isEmpty() || series.metric().equals(metric.get()))
        .filter(series -> series.dimensions().entrySet().containsAll(dimensions.entrySet()))
        .filter(series -> !points.get(series).tailMap(since).isEmpty())
        .map(series -> new Kept(series, units.get(series)))
        .toList();
  }

  @Override
  public List<Point> points(Series series, Instant from, Instant until, Duration period) {
    TreeMap<Instant, Statistics> steps = new TreeMap<>();
    points
        .getOrDefault(series, new TreeMap<>())
        .subMap(from, until)
        .forEach((at, value) -> steps.merge(step(at, period), value, Statistics::and));
    return steps.entrySet().stream()
        .map(step -> new Point(step.getKey(), step.getValue()))
        .toList();
  }

  @Override
  public void thin(Instant now) {
    points.values().forEach(kept -> kept.headMap(now.minus(LONG)).clear());
  }

  private static Instant step(Instant at, Duration period) {
    long seconds = period.toSeconds();
    return Instant.ofEpochSecond(at.getEpochSecond() / seconds * seconds);
  }
}
