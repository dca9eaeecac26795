package dev.drey.core.metrics.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.metrics.RememberedHistory;
import dev.drey.core.metrics.Series;
import dev.drey.core.model.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GraphTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Series IN = series("numRecordsIn", "clicks");
  private static final Series OUT = series("numRecordsOut", "clicks");
  private static final Series OTHER = series("numRecordsIn", "orders");

  private final RememberedHistory history = new RememberedHistory();

  /** Over five minutes: 60, 120, nothing, 240, 300 in; 6, 0, 18, 24, 30 out. */
  @BeforeEach
  void measure() {
    note(IN, 60, 120, Double.NaN, 240, 300);
    note(OUT, 6, 0, 18, 24, 30);
    note(OTHER, 1, 2, 3, 4, 5);
    note(new Series("2", "numRecordsIn", IN.dimensions()), 7, 7, 7, 7, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "m1 + m2                       | 66, 120, -, 264, 330",
        "m1 - m2 * 2                   | 48, 120, -, 192, 240",
        "(m1 - m2) * 2                 | 108, 240, -, 432, 540",
        "m1 / m2                       | 10, -, -, 10, 10",
        "100 - -m2                     | 106, 100, 118, 124, 130",
        "2 ^ 3 ^ 2 - 512 + m2          | 6, 0, 18, 24, 30",
        "-2 ^ 2 + m2                   | 2, -4, 14, 20, 26",
        "1.5e1 + m2                    | 21, 15, 33, 39, 45",
        "m2 / 2 / 3                    | 1, 0, 3, 4, 5",
        "100 * m2 / SUM(m2)            | 7.69, 0, 23.08, 30.77, 38.46",
        "m2 - AVG(m2)                  | -9.6, -15.6, 2.4, 8.4, 14.4",
        "MAX(m2) - MIN(m2) + m2        | 36, 30, 48, 54, 60",
        "SUM([m1, m2])                 | 66, 120, 18, 264, 330",
        "AVG([m1, m2])                 | 33, 60, 18, 132, 165",
        "MAX(METRICS())                | 60, 120, 18, 240, 300",
        "MIN(METRICS('m'))             | 6, 0, 18, 24, 30",
        "SUM(METRICS(\"2\"))           | 6, 0, 18, 24, 30",
        "RATE(m1)                      | -, 1, -, 1, 1",
        "DIFF(m2)                      | -, -6, 18, 6, 6",
        "m1 / PERIOD(m1)               | 1, 2, -, 4, 5",
        "FILL(m1, 0)                   | 60, 120, 0, 240, 300",
        "FILL(m1, REPEAT)              | 60, 120, 120, 240, 300",
        "FILL(m1, LINEAR)              | 60, 120, 180, 240, 300",
        "FILL(m1, m2)                  | 60, 120, 18, 240, 300",
        "IF(m2 > 10, m2, 0)            | 0, 0, 18, 24, 30",
        "IF(m2 > 10 && m2 < 30, 1, 2)  | 2, 2, 1, 1, 2",
        "CEIL(m2 / 7)                  | 1, 0, 3, 4, 5",
        "ABS(FLOOR(-m2 / 7))           | 1, 0, 3, 4, 5",
        "m2 * METRIC_COUNT(METRICS())  | 12, 0, 36, 48, 60",
        "TIME_SERIES(3)                | 3, 3, 3, 3, 3",
        "e1 + 1                        | 67, 121, -, 265, 331",
      })
  void expressions_come_to_what_their_arithmetic_says(String expression, String expected) {
    assertThat(minutes(one(expression))).isEqualTo(expected.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m1 +",
        "m1 m2",
        "(m1",
        "m3",
        "5",
        "SUM(m1)",
        "NEEDLESS(m1)",
        "ANOMALY_DETECTION_BAND(m1)",
        "FILL(m1)",
        "FILL(m1, SOMEHOW)",
        "METRICS() + METRICS()",
        "SELECT AVG(uptime) FROM SCHEMA(\"AWS/KinesisAnalytics\")",
        "§",
        "self",
        "SEARCH('{AWS/KinesisAnalytics', 'Sum')",
        "SEARCH('{AWS/KinesisAnalytics,Application} a=', 'Sum')",
        "SEARCH('{AWS/KinesisAnalytics,Application} uptime', 'p99')",
      })
  void what_means_nothing_is_refused_and_says_why(String expression) {
    assertThatThrownBy(() -> one(expression)).isInstanceOf(Refused.class).message().isNotBlank();
  }

  @Test
  void no_expression_is_too_deep_for_the_stack() {
    for (String expression :
        List.of("(".repeat(1000) + "m1", "-".repeat(2000) + "m1", "2^".repeat(1000) + "m1")) {
      try {
        one(expression);
      } catch (Refused e) {
        assertThat(e).hasMessageContaining("deep");
      }
    }
  }

  @Test
  void an_operator_takes_each_line_of_an_array_and_they_keep_their_names() {
    List<Graph.Shown> shown = shown("METRICS() * 2");

    assertThat(shown)
        .extracting(each -> each.line().label())
        .containsExactly("numRecordsIn", "numRecordsOut");
    assertThat(minutes(shown.get(1).line())).isEqualTo("12, 0, 36, 48, 60");
    assertThat(shown("1000 / METRICS()")).hasSize(2);
    assertThat(shown("m1 - METRICS()").get(0).line().points().values()).containsOnly(0.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{AWS/KinesisAnalytics,Application} MetricName=\"numRecordsIn\"             | clicks, orders",
        "{\"AWS/KinesisAnalytics\",\"Application\"} MetricName=\"numRecordsIn\" \"Application\"=\"clicks\" | numRecordsIn",
        "{AWS/KinesisAnalytics,Application} Application=(\"clicks\" OR \"orders\") records | numRecordsIn clicks, numRecordsOut clicks, numRecordsIn orders",
        "{AWS/KinesisAnalytics,Application} recordsin NOT orders                    | numRecordsIn",
        "{AWS/KinesisAnalytics,Application} out OR orders                           | numRecordsOut clicks, numRecordsIn orders",
        "{AWS/KinesisAnalytics,Application} \"record\"                              | ",
        "{AWS/KinesisAnalytics,Application,Task}                                    | ",
        "{AWS/Kinesis,Application}                                                  | ",
        "Namespace=\"AWS/KinesisAnalytics\" numRecordsOut                           | numRecordsOut",
        "Namespace=\"AWS/KinesisAnalytics\" MetricName=\"numRecordsIn\" \"Application\" | clicks, orders",
        "Namespace=\"AWS/KinesisAnalytics\" MetricName=\"numRecordsIn\" \"Task\"    | ",
      })
  void a_search_finds_metrics_of_its_account(String search, String labels) {
    String found =
        shown("SEARCH('" + search.strip() + "', 'Sum', 60)").stream()
            .map(each -> each.line().label())
            .collect(Collectors.joining(", "));

    assertThat(found).isEqualTo(labels == null ? "" : labels);
  }

  @Test
  void sums_of_long_periods_are_the_sums_of_their_minutes() {
    var query = query("m1", OUT, Duration.ofMinutes(5));

    Line line = graph(List.of(query)).shown().get(0).line();

    assertThat(line.points()).containsOnly(Map.entry(NOON, 78.0));
  }

  @Test
  void what_is_measured_in_another_unit_or_by_nobody_has_no_points() {
    var percent = new Query.Measured(IN, Statistic.SUM, MINUTE, Optional.of("Percent"));
    var count = new Query.Measured(IN, Statistic.SUM, MINUTE, Optional.of("Count"));

    List<Graph.Shown> shown =
        graph(
                List.of(
                    new Query("a", percent, Optional.empty(), true),
                    new Query("b", count, Optional.empty(), true),
                    new Query("c", new Query.Elsewhere("x", MINUTE), Optional.empty(), true)))
            .shown();

    assertThat(shown).extracting(each -> each.line().points().size()).containsExactly(0, 4, 0);
  }

  private Line one(String expression) {
    List<Graph.Shown> shown = shown(expression);
    assertThat(shown).hasSize(1);
    return shown.get(0).line();
  }

  private List<Graph.Shown> shown(String expression) {
    return graph(
            List.of(
                query("m1", IN, MINUTE),
                query("m2", OUT, MINUTE),
                formula("e1", "m1 + m2", false),
                formula("self", expression, true)))
        .shown();
  }

  private Graph graph(List<Query> queries) {
    List<Query> hidden = new ArrayList<>(queries);
    return new Graph(history, "1", NOON, NOON.plus(MINUTE.multipliedBy(5)), hidden);
  }

  private static Query formula(String id, String expression, boolean shown) {
    return new Query(
        id,
        new Query.Formula(Expression.parse(expression), Optional.empty()),
        Optional.empty(),
        shown);
  }

  private static Query query(String id, Series series, Duration period) {
    return new Query(
        id,
        new Query.Measured(series, Statistic.SUM, period, Optional.empty()),
        Optional.empty(),
        period.compareTo(MINUTE) > 0);
  }

  /** Its five minutes, a dash for those without a point. */
  private static String minutes(Line line) {
    String[] minutes = new String[5];
    Arrays.fill(minutes, "-");
    line.points()
        .forEach(
            (at, value) ->
                minutes[(int) Duration.between(NOON, at).toMinutes()] =
                    Double.toString(Math.round(value * 100) / 100.0).replaceAll("\\.0$", ""));
    return String.join(", ", minutes);
  }

  private void note(Series series, double... minutes) {
    for (int i = 0; i < minutes.length; i++) {
      if (!Double.isNaN(minutes[i])) {
        history.note(series, NOON.plus(MINUTE.multipliedBy(i)), minutes[i]);
      }
    }
  }

  private static Series series(String metric, String application) {
    return new Series("1", metric, new TreeMap<>(Map.of("Application", application)));
  }
}
