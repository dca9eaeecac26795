package dev.drey.core.metrics.math;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The functions of metric math that are known here. */
enum Function {
  SUM {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return together(arguments, scope, DoubleStream::sum);
    }
  },
  AVG {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return together(arguments, scope, all -> all.average().orElse(Double.NaN));
    }
  },
  MIN {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return together(arguments, scope, all -> all.min().orElse(Double.NaN));
    }
  },
  MAX {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return together(arguments, scope, all -> all.max().orElse(Double.NaN));
    }
  },
  ABS {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return one(arguments, scope).each(Math::abs);
    }
  },
  CEIL {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return one(arguments, scope).each(Math::ceil);
    }
  },
  FLOOR {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return one(arguments, scope).each(Math::floor);
    }
  },
  /** By how much it changed in a second. */
  RATE {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return eachLine(
          one(arguments, scope),
          line -> line.steps((before, now, seconds) -> (now - before) / seconds));
    }
  },
  DIFF {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return eachLine(
          one(arguments, scope), line -> line.steps((before, now, seconds) -> now - before));
    }
  },
  PERIOD {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return new Value.Scalar(
          lines(one(arguments, scope)).stream()
              .findFirst()
              .map(Line::period)
              .orElse(scope.period())
              .toSeconds());
    }
  },
  /** A value for each step that has none: a number, REPEAT, LINEAR or another metric's. */
  FILL {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      need(arguments, 2);
      Filling filling = Filling.of(arguments.get(1), scope);
      return eachLine(arguments.get(0).in(scope), line -> filling.in(line, scope));
    }
  },
  /** The first where the condition is not 0, else the second. */
  IF {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      need(arguments, 3);
      Value condition = arguments.get(0).in(scope);
      Value yes = where(condition, arguments.get(1).in(scope), is -> is != 0 ? 1 : Double.NaN);
      Value no = where(condition, arguments.get(2).in(scope), is -> is != 0 ? Double.NaN : 1);
      if (yes instanceof Value.Scalar chosen && no instanceof Value.Scalar other) {
        return Double.isNaN(chosen.number()) ? other : chosen;
      }
      if (lines(yes).size() != 1 || lines(no).size() != 1) {
        throw Expression.refused("IF takes one metric at a time");
      }
      Line first = lines(yes).get(0);
      SortedMap<Instant, Double> points = new TreeMap<>(lines(no).get(0).points());
      points.putAll(first.points());
      return new Value.One(first.of(points));
    }
  },
  METRICS {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return new Value.Many(scope.metrics(arguments.isEmpty() ? "" : text(arguments.get(0))));
    }
  },
  METRIC_COUNT {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return new Value.Scalar(lines(one(arguments, scope)).size());
    }
  },
  REMOVE_EMPTY {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      return new Value.Many(
          lines(one(arguments, scope)).stream().filter(line -> !line.points().isEmpty()).toList());
    }
  },
  /** {@code SEARCH('{AWS/KinesisAnalytics,Application} MetricName="uptime"', 'Average', 300)}. */
  SEARCH {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      if (arguments.size() != 2 && arguments.size() != 3) {
        throw Expression.refused("SEARCH takes a search, a statistic and a period");
      }
      Duration period = arguments.size() == 2 ? scope.period() : seconds(arguments.get(2));
      return new Value.Many(scope.search(text(arguments.get(0)), text(arguments.get(1)), period));
    }
  },
  /** The same number at every step. */
  TIME_SERIES {
    @Override
    Value of(List<Expression> arguments, Scope scope) {
      if (!(one(arguments, scope) instanceof Value.Scalar scalar)) {
        throw Expression.refused("TIME_SERIES takes a number");
      }
      var none = new Line("TIME_SERIES", scope.period(), new TreeMap<>());
      return new Value.One(Filling.number(scalar.number()).in(none, scope));
    }
  };

  abstract Value of(List<Expression> arguments, Scope scope);

  static Function named(String name) {
    return Arrays.stream(values())
        .filter(function -> function.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Expression.refused(
                    "there is no function %s here; there are %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Function::name)
                                .collect(Collectors.joining(", ")))));
  }

  /** Of one line the number that all its points make; of many the line that they make together. */
  private static Value together(
      List<Expression> arguments, Scope scope, ToDoubleFunction<DoubleStream> joined) {
    Value value = one(arguments, scope);
    if (value instanceof Value.Scalar) {
      return value;
    }
    if (value instanceof Value.One one) {
      DoubleStream points = one.line().points().values().stream().mapToDouble(Double::doubleValue);
      return new Value.Scalar(joined.applyAsDouble(points));
    }
    List<Line> lines = lines(value);
    Duration period =
        lines.stream().map(Line::period).max(Duration::compareTo).orElse(scope.period());
    SortedMap<Instant, Double> points = new TreeMap<>();
    lines.stream()
        .flatMap(line -> line.points().keySet().stream())
        .distinct()
        .forEach(
            at ->
                points.put(
                    at,
                    joined.applyAsDouble(
                        lines.stream()
                            .filter(line -> line.points().containsKey(at))
                            .mapToDouble(line -> line.points().get(at)))));
    return new Value.One(new Line("", period, points));
  }

  private static Value where(Value condition, Value value, DoubleUnaryOperator mask) {
    return condition.each(mask).with(value, (masked, kept) -> masked * kept);
  }

  private static Value eachLine(Value value, UnaryOperator<Line> change) {
    if (value instanceof Value.One one) {
      return new Value.One(change.apply(one.line()));
    }
    return new Value.Many(lines(value).stream().map(change).toList());
  }

  private static Value one(List<Expression> arguments, Scope scope) {
    need(arguments, 1);
    return arguments.get(0).in(scope);
  }

  private static void need(List<Expression> arguments, int count) {
    if (arguments.size() != count) {
      throw Expression.refused(
          "a function takes %d arguments and has %d".formatted(count, arguments.size()));
    }
  }

  private static String text(Expression argument) {
    if (argument instanceof Expression.Text text) {
      return text.text();
    }
    throw Expression.refused("a text in quotes is missing");
  }

  private static Duration seconds(Expression argument) {
    if (argument instanceof Expression.Constant number && number.value() >= 1) {
      return Duration.ofSeconds((long) number.value());
    }
    throw Expression.refused("a period is a number of seconds");
  }

  static List<Line> lines(Value value) {
    if (value instanceof Value.One one) {
      return List.of(one.line());
    }
    if (value instanceof Value.Many many) {
      return many.lines();
    }
    throw Expression.refused("a metric is needed where there is a number");
  }
}
