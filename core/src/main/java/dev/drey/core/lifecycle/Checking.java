package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An update is looked at closely while the running version goes on. */
public record Checking(Launch deployment, boolean checkpointed, Change change, Instant giveUpAt)
    implements Phase {
  @Override
  public Status status() {
    return change.status();
  }

  @Override
  public Watch watch() {
    return Watch.of(deployment).andCheck(change.target());
  }

  @Override
  public Optional<OperationId> operation() {
    return Optional.of(change.operation());
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    return switch (seen.condition()) {
      case UNKNOWN -> Plan.stay(this);
      case LOST, ABSENT ->
          Recovering.plan(goingOn(), seen, checkpointed, now)
              .writing(Entry.abandoned(change, "the JobManager died while the update was checked"));
      case FAILED, FINISHED -> giveUp("the job ended while the update was checked");
      case COMING_UP, HEALTHY -> decide(seen, now);
    };
  }

  private Plan decide(Sighting seen, Instant now) {
    if (seen.missingTaskManagers() > 0) {
      return Plan.stay(this, new Step.Deploy(deployment));
    }
    if (seen.checked() instanceof Progress.Done) {
      return save(change, now);
    }
    if (seen.checked() instanceof Progress.Failed failed) {
      return giveUp(failed.cause());
    }
    if (seen.checked() instanceof Progress.StateRefused refused) {
      return change
          .withOlder(refused.cause())
          .map(withOlder -> save(withOlder, now))
          .orElseGet(() -> giveUp(refused.cause()));
    }
    if (now.isAfter(giveUpAt)) {
      return seen.checked() instanceof Progress.UnderWay
          ? Plan.stay(this, new Step.EndCheck(change))
          : giveUp("main() of version " + change.target() + " made no job in time");
    }
    if (seen.checked() instanceof Progress.None) {
      Optional<String> state = change.expected(deployment, seen.newestCheckpoint());
      return Plan.stay(this, new Step.Check(deployment, change, state));
    }
    return Plan.stay(this);
  }

  private Plan save(Change to, Instant now) {
    return Plan.become(
        new Saving(
            deployment,
            checkpointed,
            to.saved(),
            new Purpose.Update(to),
            now.plus(to.timeouts().savepoint())),
        new Entry.SnapshotBegun(to.saved(), deployment.version(), to.listed()));
  }

  private Plan giveUp(String cause) {
    return Plan.become(new Running(goingOn(), checkpointed, Optional.empty()))
        .writing(Entry.abandoned(change, cause));
  }

  /** What runs is what the copy that becomes current would run. */
  private Launch goingOn() {
    return deployment.as(change.insteadOfTarget());
  }

  @Override
  public Plan callOff(OperationId rollback, DeploymentId spare) {
    if (change.kind() != Change.Kind.UPDATE) {
      return Phase.super.callOff(rollback, spare);
    }
    return Plan.become(new CallingOff(goingOn(), checkpointed, change, rollback))
        .writing(Entry.calledOff(change.operation(), change.target(), change.from(), rollback));
  }

  @Override
  public boolean settled() {
    return checkpointed;
  }

  @Override
  public Set<SnapshotName> needs() {
    return Launch.both(change.needs(), deployment.needs());
  }

  @Override
  public Plan forceStop(OperationId operation) {
    return Clearing.byForce(
        deployment,
        operation,
        List.of(new Entry.OperationEnded(change.operation(), Operation.State.CANCELLED)));
  }
}
