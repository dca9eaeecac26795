package dev.drey.storage.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.capacity.Usage;
import dev.drey.core.capacity.Usage.Evidence;
import dev.drey.core.control.HeldClock;
import dev.drey.core.metrics.Kind;
import dev.drey.core.metrics.Level;
import dev.drey.core.metrics.ObservedUse;
import dev.drey.core.metrics.Reading;
import dev.drey.core.metrics.Series;
import dev.drey.core.metrics.Statistics;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ObservedUseTest {
  @TempDir private Path folder;
  private final HeldClock clock = new HeldClock();
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
  void what_was_used_comes_from_the_history_with_its_evidence() {
    for (int minute = 0; minute < 120; minute++) {
      history.add(
          clock.instant(),
          List.of(
              reading(Usage.BUSY, "clicks", Map.of("Task", "read"), 200),
              reading(Usage.BUSY, "clicks", Map.of("Task", "count"), 700),
              reading(Usage.BUSY, "others", Map.of("Task", "count"), 999),
              // a heap that fills, and is collected every eight minutes
              reading(Usage.HEAP, "clicks", Map.of(), 30 + 8 * (minute % 8)),
              reading(Usage.CPU, "clicks", Map.of(), minute == 60 ? 100 : 40),
              reading(Usage.CHECKPOINT, "clicks", Map.of(), 1_000 + minute)));
      clock.forward(Duration.ofMinutes(1));
    }

    Usage usage = new ObservedUse(history, clock).of(id("clicks"), Duration.ofDays(14));

    assertThat(usage.observed()).isBetween(Duration.ofMinutes(110), Duration.ofMinutes(130));
    assertThat(value(usage, Usage.BUSY)).isEqualTo(700);
    assertThat(value(usage, Usage.HEAP)).as("after collections").isLessThan(40);
    assertThat(value(usage, Usage.CPU)).isBetween(40.0, 50.0);
    assertThat(value(usage, Usage.CHECKPOINT)).isEqualTo(1_119);
    assertThat(usage.evidence()).allMatch(each -> each.points() > 5);
    assertThat(new ObservedUse(history, clock).of(id("none"), Duration.ofDays(14)).evidence())
        .isEmpty();
  }

  private static ApplicationId id(String name) {
    return new ApplicationId("us-east-1", "000000000000", new ApplicationName(name));
  }

  private static double value(Usage usage, String metric) {
    return usage.evidence().stream()
        .filter(each -> each.metric().equals(metric))
        .mapToDouble(Evidence::value)
        .findFirst()
        .orElseThrow();
  }

  private static Reading reading(
      String metric, String application, Map<String, String> dimensions, double value) {
    var all = new TreeMap<>(dimensions);
    all.put(Series.APPLICATION, application);
    return new Reading(
        new Series("000000000000", metric, all),
        Level.APPLICATION,
        "Percent",
        Kind.GAUGE,
        Statistics.of(value));
  }
}
