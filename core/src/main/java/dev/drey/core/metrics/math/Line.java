package dev.drey.core.metrics.math;

import dev.drey.core.metrics.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * One line of a graph: so much in the step that begins at that moment. What is no finite number is
 * no point, as CloudWatch leaves out what was divided by nothing.
 *
 * @param origin the one metric that it is about; absent where it is about several or none
 */
public record Line(
    String label, Duration period, SortedMap<Instant, Double> points, Optional<Origin> origin) {
  /** What was measured, and which of its numbers are taken. */
  public record Origin(Series series, Statistic statistic) {}

  public Line {
    SortedMap<Instant, Double> finite = new TreeMap<>(points);
    finite.values().removeIf(value -> !Double.isFinite(value));
    points = Collections.unmodifiableSortedMap(finite);
  }

  Line(String label, Duration period, SortedMap<Instant, Double> points) {
    this(label, period, points, Optional.empty());
  }

  Line called(String other) {
    return new Line(other, period, points, origin);
  }

  Line of(SortedMap<Instant, Double> other) {
    return new Line(label, period, other, origin);
  }

  Line each(DoubleUnaryOperator change) {
    SortedMap<Instant, Double> changed = new TreeMap<>();
    points.forEach((at, value) -> changed.put(at, change.applyAsDouble(value)));
    return of(changed);
  }

  /** At the moments that both have. */
  Line with(Line other, DoubleBinaryOperator operator) {
    SortedMap<Instant, Double> both = new TreeMap<>();
    points.forEach(
        (at, value) ->
            Optional.ofNullable(other.points.get(at))
                .ifPresent(theirs -> both.put(at, operator.applyAsDouble(value, theirs))));
    return new Line(label, period.compareTo(other.period) > 0 ? period : other.period, both);
  }

  /** What came of each point and the one before it, and of the seconds between them. */
  Line steps(Step step) {
    SortedMap<Instant, Double> steps = new TreeMap<>();
    Instant last = null;
    for (Instant at : points.keySet()) {
      if (last != null) {
        double seconds = Duration.between(last, at).toSeconds();
        steps.put(at, step.of(points.get(last), points.get(at), seconds));
      }
      last = at;
    }
    return of(steps);
  }

  @FunctionalInterface
  interface Step {
    double of(double before, double now, double seconds);
  }
}
