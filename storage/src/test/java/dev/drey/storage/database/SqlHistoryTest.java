package dev.drey.storage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Kind;
import dev.drey.core.metrics.Level;
import dev.drey.core.metrics.Reading;
import dev.drey.core.metrics.Series;
import dev.drey.core.metrics.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SqlHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Series LAG = series("records_lag_max", Map.of("Application", "app"));
  private static final Series BUSY =
      series("busyTimeMsPerSecond", Map.of("Application", "app", "Task", "read"));

  @TempDir private Path folder;
  private SqlHistory history;

  @BeforeEach
  void open() {
    history = SqlHistory.open(folder.resolve("metrics.db"));
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Test
  void readings_of_one_minute_come_together() {
    lag(NOON, 5);
    lag(NOON.plusSeconds(15), 1);
    lag(NOON.plusSeconds(59), 9);
    lag(NOON.plusSeconds(60), 7);

    assertThat(history.points(LAG, NOON, NOON.plusSeconds(120), MINUTE))
        .extracting(History.Point::at, History.Point::value)
        .containsExactly(
            tuple(NOON, new Statistics(3, 15, 1, 9)),
            tuple(NOON.plusSeconds(60), Statistics.of(7)));
  }

  @Test
  void a_longer_period_takes_in_what_lies_in_it_and_the_end_is_left_out() {
    for (int minute = 0; minute < 10; minute++) {
      lag(NOON.plus(MINUTE.multipliedBy(minute)), minute);
    }

    assertThat(history.points(LAG, NOON, NOON.plus(MINUTE.multipliedBy(9)), Duration.ofMinutes(5)))
        .extracting(point -> point.value().sum())
        .containsExactly(0.0 + 1 + 2 + 3 + 4, 5.0 + 6 + 7 + 8);
  }

  @Test
  void series_are_found_by_any_of_their_dimensions() {
    lag(NOON, 1);
    busy(NOON, 500);

    assertThat(history.series("1", Optional.empty(), Map.of("Application", "app"), NOON))
        .hasSize(2);
    assertThat(history.series("1", Optional.empty(), Map.of("Task", "read"), NOON))
        .containsExactly(new History.Kept(BUSY, "Milliseconds"));
    assertThat(history.series("1", Optional.of("records_lag_max"), Map.of(), NOON))
        .containsExactly(new History.Kept(LAG, "Count"));
    assertThat(history.series("1", Optional.empty(), Map.of("Application", "other"), NOON))
        .isEmpty();
    assertThat(history.series("1", Optional.empty(), Map.of(), NOON.plus(MINUTE))).isEmpty();
  }

  @Test
  void what_is_older_than_a_day_is_kept_in_steps_of_five_minutes_with_the_same_sums() {
    Instant early = NOON.minus(Duration.ofDays(2));
    for (int minute = 0; minute < 20; minute++) {
      lag(early.plus(MINUTE.multipliedBy(minute)), minute);
      busy(early.plus(MINUTE.multipliedBy(minute)), minute);
    }
    lag(NOON, 100);

    history.thin(NOON);
    history.thin(NOON.plus(Duration.ofHours(1)));

    assertThat(history.points(LAG, early, NOON, MINUTE))
        .hasSize(4)
        .extracting(History.Point::value)
        .contains(new Statistics(5, 5.0 + 6 + 7 + 8 + 9, 5, 9));
    assertThat(history.points(LAG, NOON, NOON.plus(MINUTE), MINUTE)).hasSize(1);
    assertThat(history.points(BUSY, early, NOON, MINUTE)).as("of a finer level").isEmpty();
    assertThat(history.series("1", Optional.empty(), Map.of("Task", "read"), Instant.EPOCH))
        .isEmpty();
  }

  @Test
  void an_account_sees_its_own_though_another_has_an_application_of_that_name() {
    lag(NOON, 1);
    var theirs = new Series("2", LAG.metric(), LAG.dimensions());
    history.add(
        NOON,
        List.of(new Reading(theirs, Level.APPLICATION, "Count", Kind.GAUGE, Statistics.of(9))));

    assertThat(history.series("2", Optional.empty(), Map.of(), NOON))
        .extracting(History.Kept::series)
        .containsExactly(theirs);
    assertThat(history.points(LAG, NOON, NOON.plus(MINUTE), MINUTE))
        .extracting(point -> point.value().sum())
        .containsExactly(1.0);
  }

  @Test
  void two_weeks_are_all() {
    lag(NOON.minus(Duration.ofDays(15)), 1);
    lag(NOON.minus(Duration.ofDays(13)), 2);

    history.thin(NOON);

    assertThat(history.points(LAG, Instant.EPOCH, NOON, MINUTE))
        .extracting(point -> point.value().sum())
        .containsExactly(2.0);
  }

  @Test
  void as_many_series_are_kept_as_have_room() {
    history.close();
    history = SqlHistory.open(folder.resolve("small.db"), 1);
    busy(NOON, 500);
    lag(NOON, 5);
    busy(NOON, 700);

    assertThat(history.points(LAG, NOON, NOON.plus(MINUTE), MINUTE)).isEmpty();
    assertThat(history.points(BUSY, NOON, NOON.plus(MINUTE), MINUTE))
        .extracting(History.Point::value)
        .containsExactly(new Statistics(2, 1200, 500, 700));

    history.thin(NOON.plus(Duration.ofDays(2))); // the finer level is a day old
    lag(NOON.plus(Duration.ofDays(2)), 5);

    assertThat(history.series("1", Optional.of("records_lag_max"), Map.of(), NOON)).hasSize(1);
  }

  @Test
  void the_next_server_finds_what_the_last_one_wrote() {
    lag(NOON, 5);

    history.close();
    history = SqlHistory.open(folder.resolve("metrics.db"));
    lag(NOON.plusSeconds(10), 6);

    assertThat(history.points(LAG, NOON, NOON.plus(MINUTE), MINUTE))
        .extracting(point -> point.value().sum())
        .containsExactly(11.0);
  }

  private void lag(Instant at, double value) {
    history.add(
        at,
        List.of(new Reading(LAG, Level.APPLICATION, "Count", Kind.GAUGE, Statistics.of(value))));
  }

  private void busy(Instant at, double value) {
    history.add(
        at,
        List.of(new Reading(BUSY, Level.TASK, "Milliseconds", Kind.GAUGE, Statistics.of(value))));
  }

  private static Series series(String metric, Map<String, String> dimensions) {
    return new Series("1", metric, new TreeMap<>(dimensions));
  }
}
