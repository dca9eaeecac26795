package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The processes of a deployment are being ended.
 *
 * @param shown the status while that takes
 * @param atEnd what to write down when it is done
 */
public record Clearing(Launch deployment, Status shown, After after, List<Entry> atEnd)
    implements Phase {
  public Clearing {
    atEnd = List.copyOf(atEnd);
  }

  static Plan byForce(Launch launch, OperationId operation, List<Entry> entries) {
    return Plan.become(
            new Clearing(
                launch,
                Status.FORCE_STOPPING,
                After.Rest.CLEANLY,
                List.of(Entry.succeeded(operation))))
        .writing(entries);
  }

  /**
   * Ended without a savepoint, and on as another version. What a later incarnation has come back
   * from is known for certain only once it has completed a checkpoint.
   */
  static Clearing toGoOn(Launch launch, boolean checkpointed, Change change) {
    if (!checkpointed && launch.incarnation() > 1) {
      throw new Refused(
          Reason.IN_USE,
          "the application has come back after a crash and has not completed a checkpoint since;"
              + " try again after its next one, or stop it with Force");
    }
    return new Clearing(
        launch, change.status(), new After.GoOn(change, launch.origin()), List.of());
  }

  @Override
  public Status status() {
    return shown;
  }

  @Override
  public Watch watch() {
    return Watch.toTheEnd(deployment);
  }

  @Override
  public Set<SnapshotName> needs() {
    return after.needs();
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    if (seen.condition() == Condition.UNKNOWN && seen.processes()) {
      return Plan.stay(this);
    }
    if (seen.processes() || seen.condition() != Condition.ABSENT) {
      return Plan.stay(this, new Step.Remove(deployment));
    }
    return Plan.become(after.enter(seen, now)).writing(atEnd);
  }

  @Override
  public Plan forceStop(OperationId operation) {
    if (shown == Status.FORCE_STOPPING) {
      return Phase.super.forceStop(operation);
    }
    List<Entry> cancelled = new ArrayList<>();
    for (Entry entry : atEnd) {
      if (entry instanceof Entry.OperationEnded ended) {
        cancelled.add(new Entry.OperationEnded(ended.id(), Operation.State.CANCELLED));
      }
    }
    cancelled.addAll(after.cancelled());
    return byForce(deployment, operation, cancelled);
  }

  @Override
  public Plan callOff(OperationId rollback, DeploymentId spare) {
    if (!(after instanceof After.Begin begin) || begin.errand().kind() != Errand.Kind.UPDATE) {
      return Phase.super.callOff(rollback, spare);
    }
    Errand.Fallback back = begin.errand().fallback().orElseThrow();
    return Plan.become(
            new Clearing(
                deployment,
                Status.ROLLING_BACK,
                new After.Begin(back.launch(), Errand.rollBack(rollback), back.patience()),
                atEnd))
        .writing(begin.errand().calledOff(rollback));
  }
}
