package dev.drey.core.health;

import static dev.drey.core.health.Explanation.Verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplanationTest {
  private final Patient patient = new Patient();

  @Test
  void of_one_that_is_well_rests_on_figures() {
    patient.well(Duration.ofMinutes(5), it -> it.lag = Figures.Lag.records(1234));

    Explanation why = explain(patient.look());

    assertThat(why.verdict()).isEqualTo(Verdict.WELL);
    assertThat(why.sentence())
        .isEqualTo(
            "clicks is RUNNING and well: its busiest task, “Source”, is busy 20 % of its time, its"
                + " lag is 1,234 records, its newest checkpoint is 15 s old, 0 restarts in 10 min");
  }

  @Test
  void of_one_that_is_not_names_all_that_is_wrong() {
    patient.disk = 99;
    patient.look();
    patient.restarts = 3;

    Explanation why = explain(patient.look());

    assertThat(why.verdict()).isEqualTo(Verdict.TROUBLED);
    assertThat(why.sentence())
        .isEqualTo(
            "clicks is RUNNING and not well: it has restarted 3 times in the last 10 min, and why"
                + " is unknown; the disk it works on is 99 % full");
  }

  @Test
  void of_one_that_tells_nothing_is_that_nobody_knows() {
    patient.talks = false;

    Explanation why = explain(patient.look());

    assertThat(why.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(why.sentence()).contains("unknown");
  }

  @Test
  void of_one_that_restarts_says_how_often_and_why() {
    patient.seen = Optional.of(failing(2, "java.io.IOException: broken pipe\n\tat X"));

    Explanation why = explain(patient.look());

    assertThat(why.verdict()).isEqualTo(Verdict.TROUBLED);
    assertThat(why.sentence())
        .isEqualTo(
            "clicks is RUNNING and not whole: not every subtask runs, and has failed 2 times, the"
                + " last time because of java.io.IOException: broken pipe");
  }

  @Test
  void of_one_that_does_not_run_says_what_its_end_left_to_say() {
    patient.status = Status.READY;
    patient.run = Optional.empty();
    assertThat(explain(patient.look()).sentence()).isEqualTo("clicks is READY and does not run");

    patient.note = Optional.of("the job FAILED: no such topic");
    Explanation why = explain(patient.look());
    assertThat(why.verdict()).isEqualTo(Verdict.NOT_RUNNING);
    assertThat(why.sentence()).endsWith("does not run: the job FAILED: no such topic");
  }

  @Test
  void of_a_start_says_how_long_it_takes() {
    patient.status = Status.STARTING;
    patient.seen = Optional.of(Sighting.of(Condition.COMING_UP));
    patient.after(Duration.ofSeconds(75), it -> {});

    assertThat(explain(patient.look()).sentence())
        .isEqualTo("clicks is STARTING for 1 min 15 s, and nothing has failed so far");

    patient.seen = Optional.of(failing(1, "NoClassDefFoundError: org/x/Y"));
    assertThat(explain(patient.look()).sentence())
        .endsWith("and has failed once, the last time because of NoClassDefFoundError: org/x/Y");
  }

  private static Explanation explain(Trail trail) {
    return Explanation.of(Patient.NAME, trail);
  }

  private static Sighting failing(int failures, String cause) {
    return Sighting.looked(Condition.COMING_UP)
        .failures(failures, Optional.of(cause), Optional.empty())
        .sighting();
  }
}
