package dev.drey.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Refused;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PhaseTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LATER = NOON.plus(Duration.ofHours(1));
  private static final OperationId OPERATION = new OperationId("asked");
  private static final OperationId ROLLBACK = new OperationId("back");
  private static final SnapshotName SAVED = new SnapshotName("saved");
  private static final Origin.Restore SNAPSHOT =
      new Origin.Restore("file:/s/1", Optional.of(new SnapshotName("one")), false);
  private static final Origin.Restore SECOND =
      new Origin.Restore("file:/s/2", Optional.of(SAVED), false);
  private static final Launch LAUNCH = Launch.first(new DeploymentId("d-v1-1"), 1, SNAPSHOT);
  private static final Change CHANGE = change(Change.Kind.UPDATE, Optional.empty());

  private static Change change(Change.Kind kind, Optional<OlderState> older) {
    return new Change(
        kind,
        OPERATION,
        2,
        1,
        new DeploymentId("d-v2-2"),
        Optional.empty(),
        older,
        Optional.empty(),
        false,
        SAVED,
        true,
        ROLLBACK,
        new DeploymentId("d-v3-3"),
        Timeouts.DEFAULT,
        Optional.empty());
  }

  private static final Starting STARTING = new Starting(LAUNCH, Errand.start(OPERATION), LATER);
  private static final Running RUNNING = new Running(LAUNCH, true, Optional.empty());
  private static final Saving STOPPING =
      new Saving(LAUNCH, true, SAVED, new Purpose.Stop(OPERATION), LATER);
  private static final Checking CHECKING = new Checking(LAUNCH, true, CHANGE, LATER);

  private static final List<Phase> ONE_OF_EACH =
      List.of(
          Ready.NEW,
          new Amending(Ready.NEW, OPERATION),
          STARTING,
          RUNNING,
          new Recovering(LAUNCH, true, 0, NOON),
          CHECKING,
          new CallingOff(LAUNCH, true, CHANGE, OPERATION),
          STOPPING,
          new Clearing(LAUNCH, Status.STOPPING, After.Rest.CLEANLY, List.of()),
          new Parked(1, SNAPSHOT),
          new Deleting(Optional.of(LAUNCH), false));

  @Test
  void every_move_is_decided_for_every_phase() {
    assertThat(ONE_OF_EACH.stream().map(Object::getClass))
        .as("a new phase has to be decided about here")
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Phase.class.getPermittedSubclasses()).collect(Collectors.toList()));

    Map<String, String> table = new LinkedHashMap<>();
    for (Phase phase : ONE_OF_EACH) {
      table.put(phase.getClass().getSimpleName(), moves(phase));
    }

    assertThat(table)
        .containsExactly(
            Map.entry("Ready", "start=Starting amend=Amending delete=Deleting"),
            Map.entry("Amending", ""),
            Map.entry("Starting", "forceStop=Clearing park=Clearing"),
            Map.entry(
                "Running",
                "stop=Saving stopPlainly=Clearing forceStop=Clearing amend=Amending"
                    + " update=Checking updateUnsaved=Clearing snapshot=Running delete=Deleting"
                    + " park=Saving"),
            Map.entry(
                "Recovering",
                "stopPlainly=Clearing forceStop=Clearing updateUnsaved=Clearing delete=Deleting"
                    + " park=Clearing"),
            Map.entry("Checking", "forceStop=Clearing callOff=CallingOff"),
            Map.entry("CallingOff", "forceStop=Clearing"),
            Map.entry("Saving", "forceStop=Clearing"),
            Map.entry("Clearing", "forceStop=Clearing"),
            Map.entry("Parked", "start=Starting delete=Deleting"),
            Map.entry("Deleting", ""));
  }

  private static String moves(Phase phase) {
    Map<String, java.util.function.Supplier<Optional<Phase>>> moves = new LinkedHashMap<>();
    moves.put(
        "start",
        () ->
            Optional.of(
                phase.start(
                    Launch.first(new DeploymentId("d"), 1, new Origin.Empty()),
                    Errand.start(OPERATION),
                    LATER)));
    moves.put("stop", () -> Optional.of(phase.stop(OPERATION, SAVED, true, LATER)));
    moves.put("stopPlainly", () -> Optional.of(phase.stopPlainly(OPERATION)));
    moves.put("forceStop", () -> Optional.of(phase.forceStop(OPERATION).phase()));
    moves.put("amend", () -> Optional.of(phase.amend(OPERATION, 2)));
    moves.put("update", () -> Optional.of(phase.update(CHANGE, LATER)));
    moves.put("updateUnsaved", () -> Optional.of(phase.updateUnsaved(CHANGE)));
    moves.put("callOff", () -> Optional.of(phase.callOff(ROLLBACK, new DeploymentId("d")).phase()));
    moves.put("snapshot", () -> Optional.of(phase.snapshot(SAVED, LATER)));
    moves.put("delete", () -> Optional.of(phase.delete(false)));
    moves.put("park", () -> phase.park(SAVED, LATER).map(Plan::phase));
    return moves.entrySet().stream()
        .flatMap(move -> led(move.getValue()).map(to -> move.getKey() + "=" + to).stream())
        .collect(Collectors.joining(" "));
  }

  private static Optional<String> led(java.util.function.Supplier<Optional<Phase>> move) {
    try {
      return move.get().map(to -> to.getClass().getSimpleName());
    } catch (Refused refused) {
      return Optional.empty();
    }
  }

  @Test
  void nothing_is_done_while_flink_cannot_be_looked_at() {
    Sighting unknown = Sighting.of(Condition.UNKNOWN);

    for (Phase phase : ONE_OF_EACH) {
      if (phase instanceof Amending) {
        continue; // has nothing to do with Flink
      }
      assertThat(phase.next(unknown, LATER.plusSeconds(1)))
          .as(phase.toString())
          .isEqualTo(Plan.stay(phase));
    }
  }

  @Test
  void a_start_that_is_seen_healthy_is_running_and_its_operation_has_succeeded() {
    Plan plan = STARTING.next(Sighting.of(Condition.HEALTHY), NOON);

    assertThat(plan)
        .isEqualTo(
            Plan.become(new Running(LAUNCH, false, Optional.empty()), Entry.succeeded(OPERATION)));
  }

  @Test
  void a_start_that_fails_says_why_once_its_processes_are_gone() {
    Phase clearing = STARTING.next(failed("java.lang.Boom: no"), NOON).phase();

    Plan done = clearing.next(Sighting.NOTHING, NOON);

    assertThat(clearing.status()).isEqualTo(Status.STARTING);
    assertThat(done.phase().status()).isEqualTo(Status.READY);
    assertThat(done.entries()).containsExactly(Entry.failed(OPERATION, "java.lang.Boom: no"));
  }

  @Test
  void what_may_yet_begin_is_removed_before_a_stop_has_succeeded() {
    Phase clearing = STARTING.forceStop(OPERATION).phase();

    assertThat(clearing.next(mayBegin(), NOON))
        .isEqualTo(Plan.stay(clearing, new Step.Remove(LAUNCH)));
    assertThat(clearing.next(Sighting.NOTHING, NOON).phase().status()).isEqualTo(Status.READY);
  }

  private static Sighting mayBegin() {
    return Sighting.looked(Condition.ABSENT).processes(true).sighting();
  }

  @Test
  void a_start_goes_on_with_the_next_incarnation_when_its_job_manager_dies_and_not_for_ever() {
    Phase second = STARTING.next(Sighting.of(Condition.LOST), NOON).phase();
    Phase third = second.next(Sighting.of(Condition.LOST), NOON).phase();
    Phase end = third.next(Sighting.of(Condition.LOST), NOON).phase();

    assertThat(second.launch().map(Launch::incarnation)).contains(2);
    assertThat(third.launch().map(Launch::incarnation)).contains(3);
    assertThat(end).isInstanceOf(Clearing.class);
  }

  @Test
  void a_dead_job_manager_comes_back_from_the_newest_checkpoint_which_flink_may_claim() {
    Sighting lost = with(Condition.LOST, Optional.of("file:/c/7"), new Progress.None());

    Phase next = RUNNING.next(lost, NOON).phase();

    assertThat(next.status()).isEqualTo(Status.RUNNING);
    assertThat(next.launch().orElseThrow())
        .isEqualTo(new Launch(LAUNCH.deployment(), 1, 2, new Origin.Resume("file:/c/7")));
  }

  @Test
  void a_dead_job_manager_without_a_checkpoint_comes_back_from_what_it_was_started_from() {
    Phase next = RUNNING.next(Sighting.of(Condition.LOST), NOON).phase();

    assertThat(next.launch().map(Launch::origin)).contains(SNAPSHOT);
  }

  @Test
  void a_job_manager_that_dies_again_and_again_is_given_more_and_more_time() {
    Phase recovering = RUNNING.next(Sighting.of(Condition.LOST), NOON).phase();
    Phase again = recovering.next(Sighting.of(Condition.LOST), NOON).phase();

    assertThat(recovering.next(Sighting.NOTHING, NOON).steps()).hasSize(1);
    assertThat(again.next(Sighting.NOTHING, NOON).steps()).isEmpty();
    assertThat(again.next(Sighting.NOTHING, NOON.plusMillis(500)).steps()).hasSize(1);
  }

  @Test
  void a_missing_task_manager_is_started_while_the_application_runs_on() {
    Sighting missing =
        Sighting.looked(Condition.COMING_UP)
            .missingTaskManagers(1)
            .failures(1, Optional.empty(), Optional.empty())
            .newestCheckpoint(Optional.empty(), true)
            .sighting();

    assertThat(RUNNING.next(missing, NOON)).isEqualTo(Plan.stay(RUNNING, new Step.Deploy(LAUNCH)));
  }

  @Test
  void a_stop_is_over_when_its_savepoint_is_complete_even_if_the_job_manager_is_gone() {
    Sighting gone = with(Condition.LOST, Optional.empty(), new Progress.Done("file:/s/2"));

    Plan plan = STOPPING.next(gone, NOON);

    assertThat(plan.entries()).containsExactly(new Entry.SnapshotTaken(SAVED, "file:/s/2"));
    assertThat(plan.phase()).isInstanceOf(Clearing.class);
  }

  @Test
  void a_stop_whose_savepoint_fails_leaves_the_application_running_and_says_so() {
    Sighting failed =
        with(
            Condition.HEALTHY,
            Optional.of("file:/c/7"),
            new Progress.Failed("no space left on device"));

    Plan plan = STOPPING.next(failed, NOON);

    assertThat(plan.phase().status()).isEqualTo(Status.RUNNING);
    assertThat(plan.entries())
        .containsExactly(
            new Entry.SnapshotFailed(SAVED, "no space left on device"),
            Entry.failed(OPERATION, "no space left on device"));
  }

  @Test
  void an_update_that_fails_its_check_leaves_the_job_alone_and_the_old_version_current() {
    Sighting refused = checked(new Progress.Failed("operator counts has no place to go"));

    Plan plan = CHECKING.next(refused, NOON);

    assertThat(plan.phase())
        .as("the copy that is current now is what runs")
        .isEqualTo(new Running(LAUNCH.as(3), true, Optional.empty()));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.entries()).contains(new Entry.VersionAbandoned(2, 1));
  }

  @Test
  void an_update_saves_restores_and_runs() {
    Phase saving = CHECKING.next(checked(), NOON).phase();
    Phase clearing =
        saving
            .next(with(Condition.FINISHED, Optional.empty(), new Progress.Done("file:/s/2")), NOON)
            .phase();
    Phase starting = clearing.next(Sighting.NOTHING, NOON).phase();
    Plan running = starting.next(Sighting.of(Condition.HEALTHY), NOON);

    assertThat(List.of(saving.status(), clearing.status(), starting.status()))
        .containsOnly(Status.UPDATING);
    assertThat(starting.launch().orElseThrow())
        .isEqualTo(
            Launch.first(
                CHANGE.deployment(),
                2,
                new Origin.Restore("file:/s/2", Optional.of(SAVED), false)));
    assertThat(running.entries()).containsExactly(Entry.succeeded(OPERATION));
  }

  @Test
  void an_update_whose_new_version_does_not_come_up_goes_back_to_the_old_one_with_its_state() {
    Phase starting = new Starting(CHANGE.launch(SECOND), CHANGE.errand(SECOND, NOON), LATER);

    Plan failed = starting.next(failed("java.lang.Boom: no"), NOON);
    Phase back = failed.phase().next(Sighting.NOTHING, NOON).phase();
    Plan running = back.next(Sighting.of(Condition.HEALTHY), NOON);

    assertThat(failed.entries())
        .containsExactly(
            new Entry.OperationEnded(
                OPERATION,
                Operation.State.FAILED,
                Optional.of("java.lang.Boom: no"),
                Optional.of(ROLLBACK)),
            new Entry.VersionAbandoned(2, 1),
            Entry.rollback(ROLLBACK, 2));
    assertThat(back.status()).isEqualTo(Status.ROLLING_BACK);
    assertThat(back.launch().orElseThrow().version()).isEqualTo(3);
    assertThat(back.launch().map(Launch::origin))
        .contains(new Origin.Restore("file:/s/2", Optional.of(SAVED), false));
    assertThat(running.entries()).containsExactly(Entry.succeeded(ROLLBACK));
  }

  private static final OlderState OLDER =
      new OlderState(new DeploymentId("d-v2-4"), SNAPSHOT, NOON, Duration.ofMinutes(5));
  private static final Change GO_BACK = change(Change.Kind.ROLL_BACK, Optional.of(OLDER));

  @Test
  void a_rollback_tries_the_newest_state_and_leaves_the_version_that_ran_behind() {
    Phase starting = new Starting(GO_BACK.launch(SECOND), GO_BACK.errand(SECOND, NOON), LATER);

    Plan running = starting.next(Sighting.of(Condition.HEALTHY), NOON);

    assertThat(new Checking(LAUNCH, true, GO_BACK, LATER).status()).isEqualTo(Status.ROLLING_BACK);
    assertThat(starting.status()).isEqualTo(Status.ROLLING_BACK);
    assertThat(starting.launch().map(Launch::origin)).contains(SECOND);
    assertThat(running.entries())
        .containsExactly(Entry.succeeded(OPERATION), new Entry.VersionLeft(1));
  }

  @Test
  void a_rollback_whose_state_is_refused_goes_on_from_the_older_one_and_says_from_when() {
    Phase starting = new Starting(GO_BACK.launch(SECOND), GO_BACK.errand(SECOND, NOON), LATER);

    Phase clearing = starting.next(failed("no operator for it", true), NOON).phase();
    Phase again = clearing.next(Sighting.NOTHING, NOON).phase();
    Plan running = again.next(Sighting.of(Condition.HEALTHY), NOON);

    assertThat(again.launch()).contains(Launch.first(OLDER.deployment(), 2, SNAPSHOT));
    assertThat(again.operation()).contains(OPERATION);
    Entry.OperationEnded ended = (Entry.OperationEnded) running.entries().get(0);
    assertThat(ended.how()).isEqualTo(Operation.State.SUCCESSFUL);
    assertThat(ended.cause().orElseThrow())
        .contains("no operator for it", NOON.toString(), "processed and written again");
  }

  @Test
  void a_rollback_that_fails_for_another_reason_does_not_touch_older_state() {
    Phase starting = new Starting(GO_BACK.launch(SECOND), GO_BACK.errand(SECOND, NOON), LATER);

    Plan failed = starting.next(failed("java.net.ConnectException: Kafka"), NOON);
    Phase back = failed.phase().next(Sighting.NOTHING, NOON).phase();

    assertThat(back.launch().map(Launch::origin)).contains(SECOND);
    assertThat(back.launch().map(Launch::version)).contains(3);
    assertThat(failed.entries()).contains(new Entry.VersionAbandoned(2, 1));
  }

  @Test
  void a_rollback_whose_check_refuses_the_state_saves_it_all_the_same() {
    Phase checking = new Checking(LAUNCH, true, GO_BACK, LATER);
    Sighting refused = checked(new Progress.StateRefused("nobody takes counts"));

    Phase saving = checking.next(refused, NOON).phase();
    Phase starting =
        saving
            .next(with(Condition.FINISHED, Optional.empty(), new Progress.Done("file:/s/2")), NOON)
            .phase()
            .next(Sighting.NOTHING, NOON)
            .phase();

    assertThat(saving).isInstanceOf(Saving.class);
    assertThat(starting.launch().map(Launch::origin)).contains(SNAPSHOT);
    assertThat(CHECKING.next(refused, NOON).phase())
        .as("an update never goes back to older state")
        .isInstanceOf(Running.class);
  }

  @Test
  void what_cannot_save_its_state_is_rolled_back_with_its_newest_checkpoint() {
    Phase clearing = RUNNING.updateUnsaved(GO_BACK);
    Sighting end = with(Condition.ABSENT, Optional.of("file:/c/7"), new Progress.None());

    Phase starting = clearing.next(end, NOON).phase();

    assertThat(clearing.status()).isEqualTo(Status.ROLLING_BACK);
    assertThat(starting.launch().map(Launch::origin))
        .contains(new Origin.Restore("file:/c/7", Optional.empty(), false));
  }

  @Test
  void what_came_back_from_nobody_knows_exactly_which_state_is_not_rolled_back_unsaved() {
    Phase back = new Running(LAUNCH.again(Optional.empty()), false, Optional.empty());

    assertThatThrownBy(() -> back.updateUnsaved(GO_BACK)).hasMessageContaining("checkpoint");
  }

  @Test
  void an_update_that_is_called_off_before_the_stop_only_ends_its_check() {
    Plan plan = CHECKING.callOff(ROLLBACK, new DeploymentId("spare"));
    Sighting underWay = checked(new Progress.UnderWay());

    assertThat(plan.entries())
        .containsExactlyElementsOf(Entry.calledOff(OPERATION, 2, 1, ROLLBACK));
    assertThat(plan.phase().next(underWay, NOON).steps())
        .containsExactly(new Step.EndCheck(CHANGE));
    assertThat(plan.phase().next(checked(), NOON))
        .isEqualTo(
            Plan.become(
                new Running(LAUNCH.as(3), true, Optional.empty()), Entry.succeeded(ROLLBACK)));
  }

  @Test
  void an_update_that_is_called_off_during_the_stop_comes_back_from_what_is_saved() {
    Phase saving =
        new Saving(LAUNCH, true, SAVED, new Purpose.Update(CHANGE), LATER)
            .callOff(ROLLBACK, new DeploymentId("spare"))
            .phase();
    Sighting saved = with(Condition.FINISHED, Optional.empty(), new Progress.Done("file:/s/2"));

    Phase starting = saving.next(saved, NOON).phase().next(Sighting.NOTHING, NOON).phase();
    Plan notSaved =
        saving.next(with(Condition.HEALTHY, Optional.empty(), new Progress.Failed("full")), NOON);

    assertThat(starting.launch().orElseThrow())
        .isEqualTo(Launch.first(CHANGE.rollbackDeployment(), 3, SECOND));
    assertThat(starting.status()).isEqualTo(Status.ROLLING_BACK);
    assertThat(notSaved.entries()).contains(Entry.succeeded(ROLLBACK));
    assertThat(notSaved.phase().launch().map(Launch::version)).contains(3);
  }

  @Test
  void an_update_that_is_called_off_once_it_wrote_output_tries_the_newer_state_first() {
    Phase clearing =
        new Starting(CHANGE.launch(SECOND), CHANGE.errand(SECOND, NOON), LATER)
            .callOff(ROLLBACK, new DeploymentId("spare"))
            .phase();
    Sighting end = with(Condition.ABSENT, Optional.of("file:/c/9"), new Progress.None());

    Phase newer = clearing.next(end, NOON).phase();
    Phase older = newer.next(failed("no", true), NOON).phase().next(Sighting.NOTHING, NOON).phase();

    assertThat(clearing.next(Sighting.NOTHING, NOON).phase().launch().map(Launch::origin))
        .contains(SECOND);
    assertThat(newer.launch().map(Launch::origin))
        .contains(new Origin.Restore("file:/c/9", Optional.empty(), false));
    assertThat(older.launch()).contains(Launch.first(new DeploymentId("spare"), 3, SECOND));
  }

  @Test
  void what_comes_back_after_a_crash_says_so_when_it_refuses() {
    Phase recovering = new Recovering(LAUNCH, true, 0, NOON);

    assertThatThrownBy(() -> recovering.stop(OPERATION, SAVED, true, LATER))
        .hasMessageContaining("coming back after a crash");
    assertThatThrownBy(() -> recovering.update(CHANGE, LATER))
        .hasMessageContaining("coming back after a crash");
  }

  @Test
  void a_stop_that_failed_leaves_the_application_unsettled_until_its_next_checkpoint() {
    Phase back =
        STOPPING
            .next(with(Condition.HEALTHY, Optional.empty(), new Progress.Failed("full")), NOON)
            .phase();
    Phase running = back.next(Sighting.of(Condition.HEALTHY), NOON).phase();
    Phase settled = running.next(checked(), NOON).phase();

    assertThat(List.of(back.settled(), running.settled(), settled.settled()))
        .containsExactly(false, false, true);
  }

  @Test
  void a_job_that_fails_for_good_leaves_its_newest_checkpoint_to_the_next_start() {
    Sighting end = with(Condition.ABSENT, Optional.of("file:/c/7"), new Progress.None());

    Phase clearing = RUNNING.next(failed("java.lang.Boom: no"), NOON).phase();
    Phase rest = clearing.next(end, NOON).phase();

    assertThat(rest)
        .isEqualTo(new Ready(Optional.of("file:/c/7"), Optional.of("java.lang.Boom: no")));
  }

  @Test
  void a_version_that_completed_a_checkpoint_has_run_and_is_not_gone_back_from() {
    Phase starting = new Starting(CHANGE.launch(SECOND), CHANGE.errand(SECOND, NOON), LATER);
    Sighting lost = with(Condition.LOST, Optional.of("file:/c/1"), new Progress.None());

    Plan plan = starting.next(lost, LATER.plusSeconds(1));

    assertThat(plan.phase()).isInstanceOf(Running.class);
    assertThat(plan.entries()).containsExactly(Entry.succeeded(OPERATION));
  }

  @Test
  void a_snapshot_is_needed_until_the_deployment_it_started_has_a_checkpoint_of_its_own() {
    assertThat(STARTING.needs()).containsExactly(new SnapshotName("one"));
    assertThat(new Running(LAUNCH, false, Optional.empty()).needs())
        .containsExactly(new SnapshotName("one"));
    assertThat(RUNNING.needs()).isEmpty();
  }

  @Test
  void what_changes_the_phase_takes_no_steps() {
    assertThatThrownBy(
            () ->
                new Plan(
                    RUNNING, List.of(new Step.Remove(LAUNCH)), List.of(Entry.succeeded(OPERATION))))
        .hasMessageContaining("write it down, then do it");
  }

  private static Sighting failed(String cause) {
    return failed(cause, false);
  }

  private static Sighting failed(String cause, boolean stateRefused) {
    return Sighting.looked(Condition.FAILED).cause(cause).stateRefused(stateRefused).sighting();
  }

  private static Sighting checked() {
    return checked(new Progress.Done("fits"));
  }

  private static Sighting checked(Progress check) {
    return Sighting.looked(Condition.HEALTHY)
        .newestCheckpoint(Optional.empty(), true)
        .checked(check)
        .sighting();
  }

  private static Sighting with(Condition condition, Optional<String> checkpoint, Progress saved) {
    return Sighting.looked(condition).newestCheckpoint(checkpoint, false).saved(saved).sighting();
  }
}
