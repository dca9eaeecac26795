package dev.drey.core.health;

import static dev.drey.core.health.Patient.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckupTest {
  private static final Duration LONG = Duration.ofMinutes(20);

  private final Patient patient = new Patient();

  @Test
  void nothing_is_wrong_with_one_that_works() {
    Trail trail = patient.well(LONG, it -> {});

    assertThat(Checkup.of(trail)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, false", "2, 0, false", "3, 0, true", "3, 12, false", "7, 3, true"})
  void three_restarts_in_ten_minutes_are_a_loop(int restarts, int minutesAgo, boolean loop) {
    patient.well(LONG, it -> {});
    for (int i = 0; i < restarts; i++) {
      patient.well(Patient.LOOKS, it -> it.restarts++);
    }

    Trail trail = patient.well(Duration.ofMinutes(minutesAgo).plusMillis(1), it -> {});

    assertThat(ailments(trail).contains(Ailment.RESTARTING_IN_LOOPS)).isEqualTo(loop);
  }

  @Test
  void a_loop_says_how_often_and_why() {
    patient.look();
    patient.restarts = 4;
    patient.trouble =
        Optional.of(
            new Trouble("java.lang.IllegalStateException: no more\n\tat Job.run", patient.now));

    assertThat(only(patient.look()).says())
        .isEqualTo(
            "it has restarted 4 times in the last 10 min, the last time because of"
                + " java.lang.IllegalStateException: no more");
  }

  @Test
  void a_cause_that_was_not_seen_is_unknown() {
    patient.look();
    patient.restarts = 3;

    assertThat(only(patient.look()).says()).endsWith("and why is unknown");
  }

  @Test
  void a_JobManager_that_was_lost_is_a_restart_and_the_next_one_counts_from_nothing() {
    patient.restarts = 2;
    patient.look();
    for (int i = 0; i < 3; i++) {
      patient.incarnation++;
      patient.restarts = 0;
      patient.look();
    }

    assertThat(only(patient.look()).says()).startsWith("it has restarted 3 times");
  }

  @Test
  void what_it_had_counted_before_it_was_looked_at_is_no_loop() {
    patient.restarts = 50;

    assertThat(Checkup.of(patient.well(LONG, it -> {}))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "60, 170, false",
    "60, 210, true",
    "600, 1700, false",
    "600, 1830, true",
    "1, 50, false",
    "1, 80, true"
  })
  void no_checkpoint_for_three_intervals(long interval, long without, boolean late) {
    patient.checkpoints = Optional.of(Duration.ofSeconds(interval));
    patient.well(LONG, it -> {});

    Trail trail = patient.after(Duration.ofSeconds(without), it -> it.failed = 2);

    assertThat(ailments(trail).contains(Ailment.NO_CHECKPOINT)).isEqualTo(late);
  }

  @Test
  void a_late_checkpoint_says_since_when_and_how_many_failed() {
    patient.well(LONG, it -> {});

    Trail trail = patient.after(Duration.ofMinutes(4), it -> it.failed = 3);

    assertThat(only(trail).says())
        .isEqualTo(
            "no checkpoint was completed for 4 min, though one is wanted every 1 min (3 failed)");
  }

  @Test
  void without_checkpoints_none_is_late_and_blindness_is_no_finding() {
    patient.checkpoints = Optional.empty();
    assertThat(Checkup.of(patient.after(LONG, it -> {}))).isEmpty();

    var silent = new Patient();
    silent.talks = false;
    assertThat(Checkup.of(silent.after(LONG, it -> {}))).isEmpty();
  }

  @Test
  void a_lag_that_grows_for_ten_minutes_names_the_task_that_is_busy() {
    patient.tasks = List.of(task("Source", 30, 90), task("Sink", 99, 0));

    Trail trail = patient.well(LONG, it -> it.lag = records(it.lag, 100));

    assertThat(says(trail, Ailment.LAG_GROWS))
        .isEqualTo(
            "its lag grew from 4,000 to 8,000 records in 10 min, because “Sink” is busy 99 % of its"
                + " time");
  }

  @Test
  void where_nothing_is_busy_why_a_lag_grows_is_unknown() {
    Trail trail = patient.well(LONG, it -> it.lag = records(it.lag, 100));

    assertThat(says(trail, Ailment.LAG_GROWS))
        .endsWith("and why is unknown: the busiest task, “Source”, is busy 20 % of its time");
  }

  @Test
  void a_lag_that_stands_falls_swings_or_grew_only_lately_is_no_finding() {
    assertAll(
        () -> assertThat(lagging(it -> 1_000_000)).isEmpty(),
        () -> assertThat(lagging(look -> 1_000_000 - 1000.0 * look)).isEmpty(),
        () -> assertThat(lagging(look -> look % 20 * 5000.0)).as("sawteeth").isEmpty(),
        () -> assertThat(lagging(look -> look < 60 ? 0 : 1000.0 * look)).as("5 min").isEmpty(),
        () -> assertThat(lagging(look -> 0.5 * look)).as("noise").isEmpty());
  }

  private static List<Finding> lagging(IntToDoubleFunction lag) {
    var patient = new Patient();
    int[] look = {0};
    return Checkup.of(
        patient.well(LONG, it -> it.lag = Figures.Lag.records(lag.applyAsDouble(look[0]++))));
  }

  @Test
  void a_watermark_that_stands_while_records_come_is_stuck() {
    patient.watermark = OptionalDouble.of((double) Patient.NOON.toEpochMilli());

    Trail trail = patient.well(Duration.ofMinutes(11), it -> {});

    assertThat(only(trail).says())
        .isEqualTo(
            "its watermark stands at 2026-11-22T12:00:00Z for 10 min 45 s, though 100 records a"
                + " second come");
  }

  @Test
  void a_watermark_that_moves_is_missing_or_has_nothing_to_move_it_is_not_stuck() {
    var moving = new Patient();
    var idle = new Patient();
    idle.watermark = OptionalDouble.of(1);
    idle.recordsPerSecond = 0;

    assertAll(
        () ->
            assertThat(
                    Checkup.of(
                        moving.well(
                            LONG,
                            it ->
                                it.watermark = OptionalDouble.of((double) it.now.toEpochMilli()))))
                .isEmpty(),
        () -> assertThat(Checkup.of(patient.well(LONG, it -> {}))).isEmpty(),
        () -> assertThat(Checkup.of(idle.well(LONG, it -> {}))).isEmpty());
  }

  @Test
  void more_of_the_disk_than_it_is_meant_to_take() {
    patient.ownDisk = OptionalDouble.of(112);

    assertThat(only(patient.look()))
        .isEqualTo(
            new Finding(
                Ailment.DISK_SHORT,
                "it has taken 112 % of the disk it is meant to (taskmanager.disk.size)"));
  }

  @Test
  void a_disk_that_is_nearly_full() {
    patient.disk = 93.4;

    assertThat(only(patient.look()))
        .isEqualTo(new Finding(Ailment.DISK_SHORT, "the disk it works on is 93 % full"));
  }

  @Test
  void memory_that_stays_nearly_full_and_not_a_moment_of_it() {
    patient.well(LONG, it -> {});

    assertThat(Checkup.of(patient.well(Duration.ofMinutes(1), it -> it.memory = 97))).isEmpty();
    assertThat(only(patient.well(Duration.ofMinutes(2), it -> {})).says())
        .isEqualTo("a TaskManager has taken 97 % of its memory, and more than 95 % for 3 min");
  }

  @Test
  void backpressure_names_who_makes_it_or_says_that_this_is_unknown() {
    patient.tasks = List.of(task("Source", 5, 80), task("Sink", 95, 0));
    assertThat(only(patient.look()).says())
        .isEqualTo("“Source” is backpressured 80 % of its time, by “Sink”, which is busy 95 %");

    patient.tasks = List.of(task("Source", 5, 80), task("Sink", 10, 0));
    assertThat(only(patient.look()).says()).endsWith("and by what is unknown");
  }

  @Test
  void another_run_begins_with_nothing() {
    patient.restarts = 0;
    patient.look();
    patient.restarts = 5;
    patient.look();
    patient.run = Optional.of("clicks-2");

    assertThat(Checkup.of(patient.look())).isEmpty();
  }

  private static Figures.Lag records(Figures.Lag before, double more) {
    return Figures.Lag.records(before.amount().orElse(0) + more);
  }

  private static List<Ailment> ailments(Trail trail) {
    return Checkup.of(trail).stream().map(Finding::ailment).toList();
  }

  private static String says(Trail trail, Ailment ailment) {
    return Checkup.of(trail).stream()
        .filter(finding -> finding.ailment() == ailment)
        .map(Finding::says)
        .findFirst()
        .orElseThrow();
  }

  private static Finding only(Trail trail) {
    List<Finding> findings = Checkup.of(trail);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
