package dev.drey.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;

/**
 * Metrics of one operator. Names are as they were registered; those in groups have the groups'
 * names before them, with dots: {@code dropped.reason}.
 */
public final class MetricValues {
  static final String LATE_DROPPED = "numLateRecordsDropped";

  private final String operator;
  private final Map<String, List<Metric>> byName;

  MetricValues(String operator, Map<String, List<Metric>> byName) {
    this.operator = operator;
    this.byName = byName;
  }

  /**
   * A counter's value, summed over subtasks.
   *
   * @throws IllegalArgumentException if there is no such counter; the message has the names that
   *     there are
   */
  public long counter(String name) {
    return of(name, Counter.class).stream().mapToLong(Counter::getCount).sum();
  }

  /** How many events a meter has seen, summed over subtasks. */
  public long meter(String name) {
    return of(name, Meter.class).stream().mapToLong(Meter::getCount).sum();
  }

  /** How many values a histogram has seen, summed over subtasks. */
  public long histogram(String name) {
    return of(name, Histogram.class).stream().mapToLong(Histogram::getCount).sum();
  }

  /** A gauge's value in each subtask. */
  public List<Object> gauge(String name) {
    List<Object> values = new ArrayList<>();
    of(name, Gauge.class).forEach(gauge -> values.add(((Gauge<?>) gauge).getValue()));
    return values;
  }

  private <M> List<M> of(String name, Class<M> kind) {
    List<M> found =
        byName.getOrDefault(name, List.of()).stream()
            .filter(kind::isInstance)
            .map(kind::cast)
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          operator
              + " has no "
              + kind.getSimpleName().toLowerCase(java.util.Locale.ROOT)
              + " '"
              + name
              + "'. It has: "
              + new TreeSet<>(byName.keySet()));
    }
    return found;
  }
}
