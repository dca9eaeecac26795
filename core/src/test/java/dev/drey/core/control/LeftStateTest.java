package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A checkpoint that a failed job left, newer than any snapshot. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeftStateTest {
  private static final RunConfiguration EMPTY =
      new RunConfiguration(RestoreType.SKIP, Optional.empty(), false);

  private final Bench bench = new Bench().running();
  private Optional<String> left = Optional.empty();

  @BeforeEach
  void fail() {
    bench.flink.endJobs(Condition.FAILED);
    bench.settle();
    assertThat(bench.status()).isEqualTo(Status.READY);
    left = bench.now().phase().left();
    assertThat(left).isPresent();
  }

  @Test
  void it_is_there_still_when_a_start_from_something_else_does_not_come_up() {
    bench.flink.neverRun(1);

    bench.commands.runs().start(Bench.ID, EMPTY);
    bench.settle();

    assertThat(bench.status()).isEqualTo(Status.READY);
    assertThat(bench.now().phase().left()).isEqualTo(left);
    assertThat(new StateNeeds(bench.now(), List.of()).locations())
        .containsExactly(left.orElseThrow());
  }

  @Test
  void it_is_given_up_once_something_else_runs() {
    bench.commands.runs().start(Bench.ID, EMPTY);
    bench.settle();

    assertThat(bench.status()).isEqualTo(Status.RUNNING);
    assertThat(bench.now().phase().left()).isEmpty();
  }
}
