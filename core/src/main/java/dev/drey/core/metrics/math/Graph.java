package dev.drey.core.metrics.math;

import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lines that some queries come to, within one account and one span of time. */
public final class Graph {
  /** More than anybody looks at, and what a server has memory for. */
  private static final long MOST_POINTS = 200_000;

  private static final int MOST_FOUND = 100;
  private static final Duration USUAL = Duration.ofMinutes(5);

  private final History history;
  private final String account;
  private final Instant from;
  private final Instant until;
  private final Map<String, Query> queries = new LinkedHashMap<>();
  private final Map<String, Value> known = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private long read;

  /**
   * Nothing is read yet.
   *
   * @param until the first moment that does not belong to it any more
   */
  public Graph(History history, String account, Instant from, Instant until, List<Query> queries) {
    this.history = history;
    this.account = account;
    this.from = from;
    this.until = until;
    queries.forEach(query -> this.queries.put(query.id(), query));
  }

  /**
   * One line of the answer to a query.
   *
   * @param line under the label that was asked for, which may have places to be filled
   * @param own the label that it has if none is asked for
   */
  public record Shown(Query query, Line line, String own) {}

  /**
   * The lines, in the order they were asked for.
   *
   * @throws dev.drey.core.model.Refused where an expression means nothing
   */
  public List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    for (Query query : queries.values()) {
      if (query.shown()) {
        Value value = value(query);
        boolean single = value instanceof Value.One;
        for (Line line : Function.lines(value)) {
          String own = own(query, line, single);
          shown.add(new Shown(query, line.called(label(query, own, single)), own));
        }
      }
    }
    return shown;
  }

  private static String own(Query query, Line line, boolean single) {
    boolean measured = !(query.source() instanceof Query.Formula);
    return measured || !single ? line.label() : query.id();
  }

  /** Lines that are to have the same label are told apart by their own, unless it has a place. */
  private static String label(Query query, String own, boolean single) {
    if (query.label().isEmpty()) {
      return own;
    }
    String wanted = query.label().get();
    return single || wanted.contains("${") ? wanted : (wanted + " " + own).strip();
  }

  private Value value(Query query) {
    Value value = known.get(query.id());
    if (value != null) {
      return value;
    }
    if (!underWay.add(query.id())) {
      throw Expression.refused(query.id() + " needs itself");
    }
    value = compute(query);
    underWay.remove(query.id());
    known.put(query.id(), value);
    return value;
  }

  private Value compute(Query query) {
    if (query.source() instanceof Query.Measured measured) {
      return new Value.One(line(measured));
    }
    if (query.source() instanceof Query.Formula formula) {
      return formula.expression().in(new Within(formula.period()));
    }
    var elsewhere = (Query.Elsewhere) query.source();
    return new Value.One(new Line(elsewhere.metric(), elsewhere.period(), new TreeMap<>()));
  }

  private Line line(Query.Measured measured) {
    Series series = measured.series();
    boolean otherUnit =
        measured.unit().isPresent()
            && history
                .series(account, Optional.of(series.metric()), series.dimensions(), from)
                .stream()
                .filter(kept -> kept.series().equals(series))
                .noneMatch(kept -> kept.unit().equals(measured.unit().get()));
    return otherUnit
        ? new Line(series.metric(), measured.period(), new TreeMap<>())
        : line(series, measured.statistic(), measured.period());
  }

  private Line line(Series series, Statistic statistic, Duration period) {
    long seconds = period.toSeconds();
    Instant first = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), seconds) * seconds);
    SortedMap<Instant, Double> points = new TreeMap<>();
    for (History.Point point : history.points(series, first, until, period)) {
      points.put(point.at(), statistic.of(point.value()));
    }
    read += points.size();
    if (read > MOST_POINTS) {
      throw Expression.refused(
          "that is more than %,d points: ask for longer periods or less time"
              .formatted(MOST_POINTS));
    }
    var origin = new Line.Origin(series, statistic);
    return new Line(series.metric(), period, points, Optional.of(origin));
  }

  /** What one expression sees. */
  private final class Within implements Scope {
    private final Optional<Duration> wanted;

    Within(Optional<Duration> wanted) {
      this.wanted = wanted;
    }

    @Override
    public Value named(String id) {
      Query query = queries.get(id);
      if (query == null) {
        throw Expression.refused("no query has the id " + id);
      }
      return value(query);
    }

    @Override
    public List<Line> metrics(String partOfId) {
      return queries.values().stream()
          .filter(query -> query.source() instanceof Query.Measured)
          .filter(query -> query.id().contains(partOfId))
          .map(query -> Function.lines(value(query)).get(0))
          .toList();
    }

    @Override
    public List<Line> search(String search, String statistic, Duration period) {
      var found =
          Search.parse(search).in(history.series(account, Optional.empty(), Map.of(), from));
      List<Series> series = found.stream().limit(MOST_FOUND).toList();
      Statistic shown = Statistic.named(statistic);
      List<Line> lines = new ArrayList<>();
      for (Series each : series) {
        lines.add(line(each, shown, period).called(Search.label(each, series)));
      }
      return lines;
    }

    @Override
    public Instant from() {
      return from;
    }

    @Override
    public Instant until() {
      return until;
    }

    @Override
    public Duration period() {
      return wanted.orElseGet(
          () ->
              queries.values().stream()
                  .map(Query::source)
                  .filter(Query.Measured.class::isInstance)
                  .map(source -> ((Query.Measured) source).period())
                  .max(Duration::compareTo)
                  .orElse(USUAL));
    }
  }
}
