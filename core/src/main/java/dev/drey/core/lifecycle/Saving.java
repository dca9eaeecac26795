package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A deployment is asked to save its state and to end. */
public record Saving(
    Launch deployment, boolean checkpointed, SnapshotName name, Purpose purpose, Instant giveUpAt)
    implements Phase {
  @Override
  public Status status() {
    return purpose.status();
  }

  @Override
  public Watch watch() {
    return Watch.of(deployment).andSavepoint(name);
  }

  @Override
  public Optional<OperationId> operation() {
    return purpose.operation();
  }

  @Override
  public Set<SnapshotName> needs() {
    return Launch.both(purpose.needs(), deployment.needs());
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    if (seen.condition() == Condition.UNKNOWN) {
      return Plan.stay(this);
    }
    if (seen.saved() instanceof Progress.Done done) {
      return Plan.become(purpose.saved(deployment, done.result(), name, now))
          .writing(List.of(new Entry.SnapshotTaken(name, done.result())));
    }
    return switch (seen.condition()) {
      case UNKNOWN -> Plan.stay(this);
      case LOST, ABSENT ->
          failed(seen, "the JobManager died before the savepoint was complete", now);
      case FINISHED -> finished();
      case FAILED ->
          failed(seen, seen.why("the job failed before the savepoint was complete"), now);
      case COMING_UP, HEALTHY -> save(seen, now);
    };
  }

  private Plan save(Sighting seen, Instant now) {
    if (seen.saved() instanceof Progress.Failed failed) {
      return failed(seen, failed.cause(), now);
    }
    if (now.isAfter(giveUpAt)) {
      return failed(seen, seen.why("the savepoint was not complete in time"), now);
    }
    if (seen.missingTaskManagers() > 0) {
      return Plan.stay(this, new Step.Deploy(deployment));
    }
    return seen.saved() instanceof Progress.None
        ? Plan.stay(this, new Step.StopAndSave(deployment, name, purpose.format()))
        : Plan.stay(this);
  }

  /**
   * Flink cannot be told to forget a stop, so a stop that failed half-way may still end the job
   * later. Starting anew from the newest completed checkpoint is the one end that is the same
   * whatever the old incarnation goes on to do. That savepoint may still become complete, and what
   * is started may go on from it: it is not settled.
   */
  private Plan failed(Sighting seen, String cause, Instant now) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry.SnapshotFailed(name, cause));
    entries.addAll(purpose.failed(cause));
    if (purpose instanceof Purpose.Park) {
      var after = new After.Park(deployment.version(), deployment.origin(), false);
      return Plan.become(new Clearing(deployment, Status.STOPPING, after, List.of()))
          .writing(entries);
    }
    Launch goingOn = deployment.as(purpose.goesOnAs(deployment));
    return Recovering.plan(goingOn, seen, false, now).writing(entries);
  }

  @Override
  public boolean settled() {
    return checkpointed;
  }

  @Override
  public Plan callOff(OperationId rollback, DeploymentId spare) {
    if (!(purpose instanceof Purpose.Update update)
        || update.change().kind() != Change.Kind.UPDATE) {
      return Phase.super.callOff(rollback, spare);
    }
    Change change = update.change();
    return Plan.become(
            new Saving(
                deployment.as(change.insteadOfTarget()),
                checkpointed,
                name,
                new Purpose.CallOff(change, rollback),
                giveUpAt))
        .writing(Entry.calledOff(change.operation(), change.target(), change.from(), rollback));
  }

  private Plan finished() {
    return Plan.become(new Clearing(deployment, status(), After.Rest.CLEANLY, purpose.succeeded()))
        .writing(
            List.of(new Entry.SnapshotFailed(name, "the job ended by itself: nothing to save")));
  }

  @Override
  public Plan forceStop(OperationId operation) {
    List<Entry> entries = new ArrayList<>(purpose.cancelled());
    entries.add(new Entry.SnapshotFailed(name, "stopped by force before it was complete"));
    return Clearing.byForce(deployment, operation, entries);
  }
}
