package dev.drey.core.lifecycle;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.SnapshotName;
import java.util.Optional;
import java.util.Set;

/**
 * An update of a running application, with every name it will need chosen beforehand, so that doing
 * a part of it again finds what was done.
 *
 * @param target the version to come to
 * @param from the version that runs
 * @param deployment of the target
 * @param state what the target restores from: absent for what the running version saves as it stops
 * @param saved the name of what the running version saves, which is also what it goes back to
 * @param listed whether callers see that snapshot
 * @param rollback the operation that going back would be
 * @param rollbackDeployment the deployment that going back would be
 * @param timeouts that were in force when it was asked for
 * @param writtenBy the runtime environment that wrote that state; absent where it is the target's
 */
public record Change(
    OperationId operation,
    int target,
    int from,
    DeploymentId deployment,
    Optional<Origin> state,
    boolean allowNonRestoredState,
    SnapshotName saved,
    boolean listed,
    OperationId rollback,
    DeploymentId rollbackDeployment,
    Timeouts timeouts,
    Optional<RuntimeEnvironment> writtenBy) {

  Set<SnapshotName> needs() {
    return state.map(Origin::needs).orElse(Set.of());
  }

  Launch launch(String savedAt) {
    Origin origin =
        state.orElseGet(
            () -> new Origin.Restore(savedAt, Optional.of(saved), allowNonRestoredState));
    return Launch.first(deployment, target, origin);
  }

  Errand errand(String savedAt) {
    Launch back =
        Launch.first(
            rollbackDeployment, target + 1, new Origin.Restore(savedAt, Optional.of(saved), false));
    return Errand.update(
        operation, new Errand.Fallback(back, rollback, target, from, timeouts.start()));
  }
}
