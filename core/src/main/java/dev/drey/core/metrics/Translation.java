package dev.drey.core.metrics;

import dev.drey.core.model.ApplicationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts one application's numbers into Kinesis Data Analytics' words. It remembers the last ones,
 * for what is told as a difference.
 */
final class Translation {
  private static final double NO_WATERMARK = Long.MIN_VALUE / 2.0;

  private final ApplicationId application;
  private final boolean fromItsStart;
  private final Map<String, Double> counted = new HashMap<>();
  private Optional<Instant> last = Optional.empty();

  /**
   * @param fromItsStart whether it is looked at from its start on; where it is not, what it had
   *     counted before is nobody's minute
   */
  Translation(ApplicationId application, boolean fromItsStart) {
    this.application = application;
    this.fromItsStart = fromItsStart;
  }

  List<Reading> readings(Level finest, Vitals vitals, Instant now) {
    var merging = new Merging(finest);
    merging.take(new Sample(Worker.KPUS, Map.of(), vitals.kpus() + 1));
    for (Vitals.Jvm jvm : vitals.jobManagers()) {
      jvm.samples().forEach(merging::take);
    }
    for (Vitals.Jvm jvm : vitals.taskManagers()) {
      Worker.samples(vitals, jvm, coresUsed(jvm, now)).forEach(merging::take);
      jvm.samples().forEach(merging::take);
    }
    last = Optional.of(now);
    return merging.readings();
  }

  private OptionalDouble coresUsed(Vitals.Jvm jvm, Instant now) {
    double time = Worker.cpuTime(jvm);
    Optional<Double> before = Optional.ofNullable(counted.put(jvm.name(), time));
    if (before.isEmpty() || last.isEmpty()) {
      return OptionalDouble.empty();
    }
    long nanos = Duration.between(last.get(), now).toNanos();
    return nanos <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, time - before.get()) / nanos);
  }

  private OptionalDouble value(Measure measure, Sample sample) {
    double value = sample.value();
    return switch (measure.kind()) {
      case GAUGE -> Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
      case WATERMARK -> value < NO_WATERMARK ? OptionalDouble.empty() : OptionalDouble.of(value);
      case COUNTER -> since(measure, sample);
    };
  }

  /** A counter that went back is that of another attempt, and began at nothing. */
  private OptionalDouble since(Measure measure, Sample sample) {
    String counter =
        String.join(
            " ",
            measure.flink(),
            sample.label("task_attempt_id"),
            sample.label("operator_id"),
            sample.label("subtask_index"));
    Optional<Double> before = Optional.ofNullable(counted.put(counter, sample.value()));
    if (before.isEmpty() && last.isEmpty() && !fromItsStart) {
      return OptionalDouble.empty();
    }
    double from = before.filter(count -> count <= sample.value()).orElse(0.0);
    return OptionalDouble.of(sample.value() - from);
  }

  /** The readings of one look, as they come together from many samples. */
  private final class Merging {
    private final Level finest;
    private final Map<Series, Reading> merged = new LinkedHashMap<>();

    Merging(Level finest) {
      this.finest = finest;
    }

    List<Reading> readings() {
      return new ArrayList<>(merged.values());
    }

    void take(Sample sample) {
      for (Measure measure : Measures.from(sample.name())) {
        OptionalDouble value = value(measure, sample);
        if (value.isPresent()) {
          for (Level level : measure.levels()) {
            if (finest.includes(level)) {
              add(measure, level, place(sample, level), value.getAsDouble());
            }
          }
        }
      }
      CustomMetric.of(sample).ifPresent(custom -> add(custom, sample));
    }

    /** At every level, since who made it may look for it at any. */
    private void add(CustomMetric custom, Sample sample) {
      var measure =
          new Measure(
              custom.name(),
              sample.name(),
              "None",
              Measure.Merge.SUM,
              Kind.GAUGE,
              Set.of(Level.values()));
      for (Level level : Level.values()) {
        if (finest.includes(level)) {
          SortedMap<String, String> dimensions = place(sample, level);
          dimensions.putAll(custom.dimensions());
          add(measure, level, dimensions, sample.value());
        }
      }
    }

    private void add(
        Measure measure, Level level, SortedMap<String, String> dimensions, double value) {
      var reading =
          new Reading(
              new Series(application.account(), measure.name(), dimensions),
              level,
              measure.unit(),
              measure.kind(),
              Statistics.of(value));
      merged.merge(reading.series(), reading, (one, other) -> together(measure, one, other));
    }

    private Reading together(Measure measure, Reading one, Reading other) {
      double a = one.value().sum();
      double b = other.value().sum();
      Statistics both =
          switch (measure.merge()) {
            case SUM -> Statistics.of(a + b);
            case GREATEST -> Statistics.of(Math.max(a, b));
            case LEAST -> Statistics.of(Math.min(a, b));
            case EACH -> one.value().and(other.value());
          };
      return new Reading(one.series(), one.level(), one.unit(), one.kind(), both);
    }

    private SortedMap<String, String> place(Sample sample, Level level) {
      SortedMap<String, String> place = new TreeMap<>();
      place.put(Series.APPLICATION, application.name().value());
      put(place, "Topic", sample.label("topic"));
      put(place, "Stream", sample.label("stream"));
      if (level != Level.APPLICATION) {
        put(place, "Task", sample.label("task_name"));
      }
      if (level == Level.OPERATOR || level == Level.PARALLELISM) {
        put(place, "Operator", sample.label("operator_name"));
      }
      if (level == Level.PARALLELISM) {
        put(place, "Parallelism", sample.label("subtask_index"));
        put(place, "Partition", sample.label("partition"));
        put(place, "Shard", sample.label("shardId"));
      }
      return place;
    }

    private static void put(SortedMap<String, String> place, String dimension, String value) {
      if (!value.isEmpty()) {
        place.put(dimension, value);
      }
    }
  }
}
