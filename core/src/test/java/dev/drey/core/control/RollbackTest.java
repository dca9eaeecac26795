package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Back to an earlier version, with as much of the state as its code takes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RollbackTest {
  private final Bench bench = new Bench().running();

  @Test
  void the_earlier_version_goes_on_with_the_state_of_the_later_one() {
    updateTo(2);
    long before = bench.counted();

    Updated asked = bench.rollBack();

    assertThat(bench.status()).isEqualTo(Status.ROLLING_BACK);
    assertThat(asked.version().rolledBackFrom()).hasValue(2);
    assertThat(asked.version().rolledBackTo()).hasValue(1);
    bench.settle();
    assertThat(bench.status()).isEqualTo(Status.RUNNING);
    assertThat(bench.now().version()).isEqualTo(3);
    assertThat(Bench.mark(bench.version())).isEqualTo(1);
    assertThat(bench.version(2).rolledBack()).isTrue();
    assertThat(bench.counted()).isGreaterThan(before);
    Operation operation = bench.operation(asked.operation());
    assertThat(operation.state()).isEqualTo(Operation.State.SUCCESSFUL);
    assertThat(operation.kind()).isEqualTo("RollbackApplication");
    assertThat(operation.failure()).as("nothing was written again").isEmpty();
    assertThat(operation.updatedFrom()).hasValue(2);
    assertThat(operation.updatedTo()).hasValue(3);
  }

  @Test
  void a_second_rollback_goes_to_the_version_before_that() {
    updateTo(2);
    updateTo(3);
    bench.rollBack();
    bench.settle();
    assertThat(Bench.mark(bench.version())).isEqualTo(2);

    bench.rollBack();
    bench.settle();

    assertThat(Bench.mark(bench.version())).isEqualTo(1);
    refused(Reason.INVALID_REQUEST, "no version before", bench::rollBack);
  }

  @Test
  void a_version_that_was_taken_back_is_nothing_to_go_back_to() {
    bench.flink.failCheckOf(2);
    bench.update(2);
    bench.settle();
    assertThat(bench.now().version()).isEqualTo(3);

    refused(Reason.INVALID_REQUEST, "no version before 3", bench::rollBack);
  }

  @Test
  void a_version_whose_code_was_deleted_is_refused_before_anything_stops() {
    updateTo(2);
    bench.artifacts.retain(Set.of());

    refused(Reason.INVALID_REQUEST, "version 1 cannot run again", bench::rollBack);
    assertThat(bench.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void only_what_runs_or_is_updated_is_rolled_back_and_only_from_the_version_that_is_known() {
    var resting = new Bench().created();
    refused(Reason.IN_USE, "READY", resting::rollBack);
    updateTo(2);

    refused(
        Reason.STALE_VERSION,
        "version 2",
        () ->
            bench
                .commands
                .rollbacks()
                .toPrevious(Bench.ID, new Guard(OptionalLong.of(1), Optional.empty())));
  }

  @Test
  void state_that_the_check_finds_refused_is_left_for_the_snapshot_of_the_version() {
    updateTo(2);
    bench.clock.forward(Duration.ofHours(1));
    bench.flink.refuseStateAfter(1, 3);

    OperationId operation = bench.rollBack().operation();
    bench.settle();

    wentFurtherBack(operation);
  }

  @Test
  void state_that_only_the_restore_finds_refused_is_left_for_it_too() {
    updateTo(2);
    bench.clock.forward(Duration.ofHours(1));
    bench.flink.checksSeeState(false);
    bench.flink.refuseStateAfter(1, 3);

    OperationId operation = bench.rollBack().operation();
    bench.settle();

    wentFurtherBack(operation);
  }

  private void wentFurtherBack(OperationId id) {
    Operation operation = bench.operation(id);
    assertThat(bench.status()).isEqualTo(Status.RUNNING);
    assertThat(operation.state()).isEqualTo(Operation.State.SUCCESSFUL);
    Snapshot ofVersion1 = snapshotOf(1);
    assertThat(operation.failure().orElseThrow())
        .contains("refused", ofVersion1.createdAt().toString(), "processed and written again");
    assertThat(bench.now().phase().launch().map(Launch::origin))
        .contains(
            new Origin.Restore(
                ofVersion1.location().orElseThrow(), Optional.of(ofVersion1.name()), false));
    assertThat(snapshotOf(2).isUsable()).as("what version 2 had is kept").isTrue();
  }

  private Snapshot snapshotOf(int version) {
    return bench.applications.snapshots(Bench.ID).stream()
        .filter(it -> it.version() == version)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void with_no_older_state_a_refused_rollback_leaves_what_ran_running() {
    updateTo(2);
    bench.commands.snapshots().delete(Bench.ID, snapshotOf(1).name(), snapshotOf(1).createdAt());
    bench.settle();
    bench.flink.refuseStateAfter(1, 3);
    long before = bench.counted();

    OperationId operation = bench.rollBack().operation();
    bench.settle();

    assertThat(bench.operation(operation).state()).isEqualTo(Operation.State.FAILED);
    assertThat(bench.operation(operation).rollback()).isPresent();
    assertThat(bench.now().version()).isEqualTo(4);
    assertThat(Bench.mark(bench.version())).isEqualTo(2);
    assertThat(bench.version(2).rolledBack()).isFalse();
    assertThat(bench.version(3).rolledBack()).isTrue();
    assertThat(bench.counted()).isGreaterThan(before);
  }

  @Test
  void a_rollback_that_does_not_come_up_for_another_reason_touches_no_older_state() {
    updateTo(2);
    bench.flink.neverRun(3);
    long before = bench.counted();

    OperationId operation = bench.rollBack().operation();
    bench.settle();

    assertThat(bench.operation(operation).state()).isEqualTo(Operation.State.FAILED);
    assertThat(Bench.mark(bench.version())).isEqualTo(2);
    assertThat(bench.counted()).isGreaterThan(before);
  }

  @Test
  void an_update_is_called_off_whatever_it_is_doing() {
    for (int rounds = 0; rounds < 6; rounds++) {
      var undone = new Bench().running();
      long before = undone.counted();
      Updated update = undone.update(2);
      for (int i = 0; i < rounds; i++) {
        undone.reconciler.tend(Bench.ID);
      }
      if (undone.status() != Status.UPDATING) {
        assertThat(rounds).as("rounds until the update is through").isGreaterThan(2);
        continue;
      }

      Updated rollback = undone.rollBack();

      assertThat(undone.status()).as("after %d rounds", rounds).isEqualTo(Status.ROLLING_BACK);
      undone.settle();
      assertThat(undone.status()).isEqualTo(Status.RUNNING);
      assertThat(undone.now().version()).isEqualTo(3);
      assertThat(Bench.mark(undone.version())).isEqualTo(1);
      assertThat(undone.version(2).rolledBack()).isTrue();
      assertThat(undone.counted()).isGreaterThan(before);
      assertThat(undone.operation(update.operation()).state()).isEqualTo(Operation.State.CANCELLED);
      assertThat(undone.operation(rollback.operation()).state())
          .isEqualTo(Operation.State.SUCCESSFUL);
    }
  }

  @Test
  void what_cannot_save_its_state_is_rolled_back_from_its_newest_checkpoint() {
    updateTo(2);
    bench.flink.checkpoint();
    bench.settle();
    bench.flink.killJobManagers();
    bench.reconciler.tend(Bench.ID);
    assertThat(bench.status()).isEqualTo(Status.RUNNING);

    OperationId operation = bench.rollBack().operation();
    bench.settle();

    assertThat(bench.operation(operation).state()).isEqualTo(Operation.State.SUCCESSFUL);
    assertThat(Bench.mark(bench.version())).isEqualTo(1);
    assertThat(bench.now().phase().launch().map(Launch::origin).flatMap(Origin::at).orElseThrow())
        .contains("/chk/");
  }

  @Test
  void what_could_not_be_looked_at_is_not_taken_for_down() {
    updateTo(2);
    bench.flink.blind(true);
    bench.reconciler.tend(Bench.ID);

    refused(Reason.INVALID_CONFIGURATION, "experiencing downtime", bench::rollBack);
  }

  @Test
  void any_version_can_be_gone_back_to_also_with_a_snapshot_by_name() {
    bench.commands.snapshots().create(Bench.ID, new SnapshotName("early"));
    bench.settle();
    Snapshot early = bench.commands.snapshots().listed(Bench.ID, new SnapshotName("early"));
    updateTo(2);
    updateTo(3);
    updateTo(4);

    var named =
        new RunConfiguration(RestoreType.CUSTOM, Optional.of(new SnapshotName("early")), false);
    OperationId operation =
        bench.commands.rollbacks().to(Bench.ID, bench.guard(), 2, named).operation();
    bench.settle();

    assertThat(Bench.mark(bench.version())).isEqualTo(2);
    assertThat(bench.now().phase().launch().map(Launch::origin).flatMap(Origin::at))
        .isEqualTo(early.location());
    assertThat(bench.operation(operation).state()).isEqualTo(Operation.State.SUCCESSFUL);
    assertThat(bench.operation(operation).failure().orElseThrow())
        .contains(early.createdAt().toString(), "written again");
  }

  @Test
  void what_does_not_run_is_only_written_anew() {
    updateTo(2);
    bench.commands.runs().stop(Bench.ID);
    bench.settle();
    long versions = bench.now().version();

    bench.commands.rollbacks().to(Bench.ID, bench.guard(), 1, RunConfiguration.LATEST);
    bench.settle();

    assertThat(bench.status()).isEqualTo(Status.READY);
    assertThat(bench.now().version()).isEqualTo(versions + 1);
    assertThat(Bench.mark(bench.version())).isEqualTo(1);
    assertThat(bench.version(2).rolledBack()).isTrue();
  }

  @Test
  void versions_there_never_were_and_the_present_one_are_refused() {
    refused(
        Reason.NOT_FOUND,
        "no version 7",
        () -> bench.commands.rollbacks().to(Bench.ID, bench.guard(), 7, RunConfiguration.LATEST));
    refused(
        Reason.INVALID_ARGUMENT,
        "already",
        () -> bench.commands.rollbacks().to(Bench.ID, bench.guard(), 1, RunConfiguration.LATEST));
  }

  @Test
  void a_later_Flink_s_state_is_never_tried_on_an_earlier_one() {
    var earlier = new RuntimeEnvironment("FLINK-1_20");
    var later = new RuntimeEnvironment("FLINK-2_3");

    assertThat(earlier.isOlderThan(later)).isTrue();
    assertThat(new RuntimeEnvironment("FLINK-1_8").isOlderThan(earlier)).isTrue();
    assertThat(List.of(later.isOlderThan(earlier), later.isOlderThan(later)))
        .containsExactly(false, false);
  }

  private void updateTo(int mark) {
    bench.update(mark);
    bench.settle();
    bench.flink.checkpoint();
    bench.settle();
    assertThat(bench.status()).isEqualTo(Status.RUNNING);
  }

  private static void refused(Reason reason, String message, Runnable command) {
    assertThatThrownBy(command::run)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.reason()).isEqualTo(reason));
  }
}
