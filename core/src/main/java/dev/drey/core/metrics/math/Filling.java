package dev.drey.core.metrics.math;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands at a step that has no point. */
@FunctionalInterface
interface Filling {
  /** NaN for nothing. */
  double at(Instant step, SortedMap<Instant, Double> before, SortedMap<Instant, Double> after);

  static Filling of(Expression with, Scope scope) {
    if (with instanceof Expression.Text way) {
      return switch (way.text()) {
        case "REPEAT" ->
            (step, before, after) -> before.isEmpty() ? Double.NaN : before.get(before.lastKey());
        case "LINEAR" -> Filling::between;
        default -> throw Expression.refused("FILL takes a number, REPEAT, LINEAR or a metric");
      };
    }
    Value value = with.in(scope);
    if (value instanceof Value.Scalar scalar) {
      return number(scalar.number());
    }
    Line other = Function.lines(value).stream().findFirst().orElseThrow(Filling::nothing);
    return (step, before, after) -> other.points().getOrDefault(step, Double.NaN);
  }

  private static RuntimeException nothing() {
    return Expression.refused("FILL has nothing to fill with");
  }

  static Filling number(double number) {
    return (step, before, after) -> number;
  }

  private static double between(
      Instant step, SortedMap<Instant, Double> before, SortedMap<Instant, Double> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return Double.NaN;
    }
    double from = before.lastKey().getEpochSecond();
    double share = (step.getEpochSecond() - from) / (after.firstKey().getEpochSecond() - from);
    double low = before.get(before.lastKey());
    return low + share * (after.get(after.firstKey()) - low);
  }

  default Line in(Line line, Scope scope) {
    SortedMap<Instant, Double> filled = new TreeMap<>(line.points());
    long period = line.period().toSeconds();
    long first = scope.from().getEpochSecond() / period * period;
    for (long second = first; second < scope.until().getEpochSecond(); second += period) {
      Instant step = Instant.ofEpochSecond(second);
      if (!line.points().containsKey(step)) {
        filled.put(step, at(step, line.points().headMap(step), line.points().tailMap(step)));
      }
    }
    return line.of(filled);
  }
}
