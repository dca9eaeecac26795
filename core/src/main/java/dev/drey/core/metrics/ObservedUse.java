package dev.drey.core.metrics;

import dev.drey.core.capacity.Usage;
import dev.drey.core.capacity.Usage.Evidence;
import dev.drey.core.model.ApplicationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Reads from the history what an application used: its peaks, not its averages. */
public final class ObservedUse {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final double MOSTLY = 0.95;

  private final History history;
  private final Clock clock;

  public ObservedUse(History history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  /** Of one application, over as much time before now. */
  public Usage of(ApplicationId application, Duration before) {
    Instant until = clock.instant();
    Instant from = until.minus(before);
    var look = new Look(application, from, until);
    List<Evidence> evidence = new ArrayList<>();
    look.quantile(
            Usage.BUSY,
            "the busiest task's greatest in ten minutes, 95 % of them are below",
            Statistics::most)
        .ifPresent(evidence::add);
    look.quantile(Usage.CPU, "average of ten minutes, 95 % of them are below", Statistics::average)
        .ifPresent(evidence::add);
    look.quantile(
            Usage.HEAP,
            "least of ten minutes (after collections), 95 % of them are below",
            Statistics::least)
        .ifPresent(evidence::add);
    look.greatest(Usage.MANAGED, "greatest").ifPresent(evidence::add);
    look.greatest(Usage.CHECKPOINT, "greatest").ifPresent(evidence::add);
    look.greatest(Usage.COLLECTION, "greatest since a start").ifPresent(evidence::add);
    int points = evidence.stream().mapToInt(Evidence::points).max().orElse(0);
    return new Usage(STEP.multipliedBy(points), evidence);
  }

  /** One application's history between two times. */
  private final class Look {
    private final ApplicationId application;
    private final Instant from;
    private final Instant until;

    Look(ApplicationId application, Instant from, Instant until) {
      this.application = application;
      this.from = from;
      this.until = until;
    }

    /** Of the series with the largest result, where there are several: one for each task. */
    Optional<Evidence> quantile(
        String metric, String statistic, ToDoubleFunction<Statistics> value) {
      return evidence(
          metric,
          statistic,
          points -> {
            double[] sorted =
                points.stream()
                    .mapToDouble(point -> value.applyAsDouble(point.value()))
                    .sorted()
                    .toArray();
            return sorted[(int) Math.ceil(MOSTLY * sorted.length) - 1];
          });
    }

    Optional<Evidence> greatest(String metric, String statistic) {
      return evidence(
          metric,
          statistic,
          points -> points.stream().mapToDouble(point -> point.value().most()).max().orElse(0));
    }

    private Optional<Evidence> evidence(
        String metric, String statistic, ToDoubleFunction<List<History.Point>> result) {
      return history
          .series(
              application.account(),
              Optional.of(metric),
              Map.of(Series.APPLICATION, application.name().value()),
              from)
          .stream()
          .flatMap(
              kept -> {
                List<History.Point> points = history.points(kept.series(), from, until, STEP);
                return points.isEmpty()
                    ? Stream.empty()
                    : Stream.of(
                        new Evidence(
                            metric,
                            statistic,
                            result.applyAsDouble(points),
                            kept.unit(),
                            points.size()));
              })
          .max((one, other) -> Double.compare(one.value(), other.value()));
    }
  }
}
