package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.health.Ailment;
import dev.drey.core.health.Alarms.Notice;
import dev.drey.core.health.Explanation;
import dev.drey.core.health.Explanation.Verdict;
import dev.drey.core.health.HealthWatch;
import dev.drey.core.health.Thresholds;
import dev.drey.core.metrics.Collector;
import dev.drey.core.metrics.DiskUse;
import dev.drey.core.metrics.Exposition;
import dev.drey.core.metrics.RememberedHistory;
import dev.drey.core.metrics.Vitals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The watch over a real reconciler, and JVMs that say what the test says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HealthWatchTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Bench bench = new Bench();
  private final List<Notice> told = new ArrayList<>();
  private boolean answers = true;
  private int restarts;
  private int checkpoints = 1;

  private final RememberedHistory history = new RememberedHistory();
  private final Collector collector =
      new Collector(
          bench.applications,
          (application, version) -> answers ? Optional.of(vitals()) : Optional.empty(),
          history,
          INTERVAL,
          bench.clock);
  private final HealthWatch watch =
      new HealthWatch(
          bench.applications,
          bench.reconciler,
          collector,
          INTERVAL,
          Thresholds.USUAL,
          Duration.ofMinutes(5),
          bench.clock,
          told::add);

  @AfterEach
  void end() {
    watch.close();
    collector.close();
  }

  @Test
  void an_application_that_works_is_well_and_nobody_is_told() {
    bench.running();
    rounds(60);

    assertThat(explained().verdict()).isEqualTo(Verdict.WELL);
    assertThat(explained().sentence()).contains("“read”, is busy 12 % of its time");
    assertThat(told).isEmpty();
  }

  @Test
  void a_loop_of_restarts_is_told_once_and_its_end_once() {
    bench.running();
    rounds(2);
    restarts = 4;
    rounds(8);

    assertThat(explained().verdict()).isEqualTo(Verdict.TROUBLED);
    assertThat(told).extracting(Notice::state).containsExactly(Notice.State.RAISED);
    assertThat(told.get(0).subject().ailment()).isEqualTo(Ailment.RESTARTING_IN_LOOPS);

    rounds(100);

    assertThat(told)
        .extracting(Notice::state)
        .containsExactly(Notice.State.RAISED, Notice.State.CLEARED);
    assertThat(explained().verdict()).isEqualTo(Verdict.WELL);
  }

  @Test
  void the_end_of_an_application_ends_its_alerts() {
    bench.running();
    rounds(2);
    restarts = 4;
    rounds(1);
    bench.commands.runs().stop(Bench.ID);
    bench.settle();
    rounds(1);

    assertThat(told)
        .extracting(Notice::state)
        .containsExactly(Notice.State.RAISED, Notice.State.CLEARED);
    assertThat(explained().verdict()).isEqualTo(Verdict.NOT_RUNNING);
  }

  @Test
  void one_that_does_not_answer_is_unknown_and_nothing_is_told() {
    bench.running();
    answers = false;
    rounds(60);

    assertThat(explained().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(told).isEmpty();
  }

  @Test
  void what_cannot_be_kept_is_looked_at_all_the_same() {
    bench.running();
    history.fill();
    rounds(2);
    restarts = 4;
    rounds(2);

    assertThat(told).extracting(Notice::state).containsExactly(Notice.State.RAISED);
  }

  @Test
  void one_that_was_never_started_does_not_run() {
    bench.created();

    assertThat(explained().sentence()).isEqualTo("clicks is READY and does not run");
  }

  private Explanation explained() {
    return watch.explain(bench.now());
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      bench.clock.forward(INTERVAL);
      checkpoints++;
      collector.round();
      watch.round();
    }
  }

  private Vitals vitals() {
    String job =
        """
        flink_jobmanager_job_numRestarts{} %d
        flink_jobmanager_job_numberOfCompletedCheckpoints{} %d
        """
            .formatted(restarts, checkpoints);
    String task = "flink_taskmanager_job_task_busyTimeMsPerSecond{task_name=\"read\",} 120.0\n";
    return new Vitals(
        1,
        1,
        1000,
        0,
        DiskUse.of(40),
        List.of(new Vitals.Jvm("tm", 500, List.of(), Exposition.parse(task))),
        List.of(new Vitals.Jvm("jm", 500, List.of(), Exposition.parse(job))));
  }
}
