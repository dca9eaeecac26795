package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An update was undone before anything was stopped; only its check has still to end. */
public record CallingOff(Launch deployment, boolean checkpointed, Change change, OperationId id)
    implements Phase {
  @Override
  public Status status() {
    return Status.ROLLING_BACK;
  }

  @Override
  public Watch watch() {
    return Watch.of(deployment).andCheck(change.target());
  }

  @Override
  public Optional<OperationId> operation() {
    return Optional.of(id);
  }

  @Override
  public Set<SnapshotName> needs() {
    return deployment.needs();
  }

  @Override
  public boolean settled() {
    return checkpointed;
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    if (seen.condition() == Condition.UNKNOWN) {
      return Plan.stay(this);
    }
    if (seen.checked() instanceof Progress.UnderWay) {
      return Plan.stay(this, new Step.EndCheck(change));
    }
    return Plan.become(
        new Running(deployment, checkpointed, Optional.empty()), Entry.succeeded(id));
  }

  @Override
  public Plan forceStop(OperationId operation) {
    return Clearing.byForce(
        deployment, operation, List.of(new Entry.OperationEnded(id, Operation.State.CANCELLED)));
  }
}
