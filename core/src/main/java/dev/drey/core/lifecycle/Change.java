package dev.drey.core.lifecycle;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A running application is to go on as another version, with every name that will need chosen
 * beforehand, so that doing a part of it again finds what was done.
 *
 * @param target the version to come to
 * @param from the version that runs
 * @param deployment of the target
 * @param state what the target restores from: absent for what the running version saves as it stops
 * @param older what it restores where that is refused
 * @param note what the operation has to say even if all goes well
 * @param saved the name of what the running version saves, which is also what it goes back to
 * @param listed whether callers see that snapshot
 * @param rollback the operation that going back would be
 * @param rollbackDeployment the deployment that going back would be
 * @param timeouts that were in force when it was asked for
 * @param writtenBy the runtime environment that wrote that state; absent where it is the target's
 */
public record Change(
    Kind kind,
    OperationId operation,
    int target,
    int from,
    DeploymentId deployment,
    Optional<Origin> state,
    Optional<OlderState> older,
    Optional<String> note,
    boolean allowNonRestoredState,
    SnapshotName saved,
    boolean listed,
    OperationId rollback,
    DeploymentId rollbackDeployment,
    Timeouts timeouts,
    Optional<RuntimeEnvironment> writtenBy) {

  /** Which way it goes. */
  public enum Kind {
    UPDATE(Status.UPDATING, Errand.Kind.UPDATE),
    /** To the copy of an earlier version. */
    ROLL_BACK(Status.ROLLING_BACK, Errand.Kind.ROLL_BACK);

    private final Status status;
    private final Errand.Kind errand;

    Kind(Status status, Errand.Kind errand) {
      this.status = status;
      this.errand = errand;
    }
  }

  Status status() {
    return kind.status;
  }

  Set<SnapshotName> needs() {
    return Launch.both(
        state.map(Origin::needs).orElse(Set.of()), older.map(OlderState::needs).orElse(Set.of()));
  }

  /** The same with the older state, where the newest is known to be refused already. */
  Optional<Change> withOlder(String cause) {
    return older.map(
        it ->
            new Change(
                kind,
                operation,
                target,
                from,
                deployment,
                Optional.of(it.origin()),
                Optional.empty(),
                Optional.of(it.told(cause)),
                allowNonRestoredState,
                saved,
                listed,
                rollback,
                rollbackDeployment,
                timeouts,
                writtenBy));
  }

  /** Where the state lies that the target will be asked to restore, as near as can be known now. */
  Optional<String> expected(Launch running, Optional<String> newestCheckpoint) {
    return state.or(() -> newestCheckpoint.map(Origin.Resume::new)).orElse(running.origin()).at();
  }

  /**
   * @param newest what the version that runs has left
   */
  Launch launch(Origin newest) {
    return Launch.first(
        deployment, target, state.orElseGet(() -> newest.leaving(allowNonRestoredState)));
  }

  Errand errand(Origin newest, Instant when) {
    return new Errand(
        kind.errand,
        Optional.of(operation),
        Optional.of(fallback(newest, when)),
        older,
        note,
        Optional.empty());
  }

  /** The version that ran, from what it has left. */
  Errand.Fallback fallback(Origin newest, Instant when) {
    Launch back = Launch.first(rollbackDeployment, insteadOfTarget(), newest);
    return new Errand.Fallback(back, rollback, target, from, when, timeouts.start());
  }

  /** The version that is current if the target is given up: a copy of the one that runs. */
  int insteadOfTarget() {
    return target + 1;
  }
}
