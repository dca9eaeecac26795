package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every subtask was seen running.
 *
 * @param checkpointed whether the deployment has completed a checkpoint of its own
 * @param asked a snapshot that was asked for
 */
public record Running(Launch deployment, boolean checkpointed, Optional<Asked> asked)
    implements Phase {

  /** A snapshot, and when to stop waiting for it. */
  public record Asked(SnapshotName name, Instant giveUpAt) {}

  @Override
  public Status status() {
    return Status.RUNNING;
  }

  @Override
  public Watch watch() {
    Watch watch = Watch.of(deployment);
    return asked.map(wanted -> watch.andSavepoint(wanted.name())).orElse(watch);
  }

  @Override
  public Set<SnapshotName> needs() {
    return checkpointed ? Set.of() : deployment.needs();
  }

  @Override
  public boolean settled() {
    return checkpointed;
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    return switch (seen.condition()) {
      case UNKNOWN -> Plan.stay(this);
      case LOST, ABSENT -> Recovering.plan(deployment, seen, checkpointed, now).writing(unsaved());
      case FAILED -> ended(Optional.of(seen.why("the job failed")));
      case FINISHED -> ended(Optional.empty());
      case COMING_UP, HEALTHY -> tend(seen, now);
    };
  }

  private Plan tend(Sighting seen, Instant now) {
    if (seen.checkpointed() && !checkpointed) {
      return Plan.become(new Running(deployment, true, asked));
    }
    if (seen.missingTaskManagers() > 0) {
      return Plan.stay(this, new Step.Deploy(deployment));
    }
    if (asked.isPresent()) {
      return save(asked.get(), seen, now);
    }
    if (seen.litter()) {
      return Plan.stay(this, new Step.Sweep(deployment));
    }
    return seen.logsUnlike(deployment)
        .map(tuning -> Plan.stay(this, tuning))
        .orElseGet(() -> Plan.stay(this));
  }

  private Plan save(Asked wanted, Sighting seen, Instant now) {
    Phase without = new Running(deployment, checkpointed, Optional.empty());
    if (seen.saved() instanceof Progress.Done done) {
      return Plan.become(without, new Entry.SnapshotTaken(wanted.name(), done.result()));
    }
    if (seen.saved() instanceof Progress.Failed failed) {
      return Plan.become(without, new Entry.SnapshotFailed(wanted.name(), failed.cause()));
    }
    if (now.isAfter(wanted.giveUpAt())) {
      return Plan.become(
          without,
          new Entry.SnapshotFailed(
              wanted.name(), seen.why("the savepoint was not complete in time")));
    }
    return seen.saved() instanceof Progress.None
        ? Plan.stay(this, new Step.Save(deployment, wanted.name()))
        : Plan.stay(this);
  }

  private Plan ended(Optional<String> why) {
    var after = why.map(cause -> After.Rest.leaving(deployment, cause)).orElse(After.Rest.CLEANLY);
    return Plan.become(new Clearing(deployment, Status.STOPPING, after, List.of()))
        .writing(unsaved());
  }

  private List<Entry> unsaved() {
    return asked
        .map(
            wanted ->
                List.<Entry>of(
                    new Entry.SnapshotFailed(
                        wanted.name(), "the job ended before the savepoint was complete")))
        .orElse(List.of());
  }

  @Override
  public Phase stop(OperationId operation, SnapshotName name, boolean listed, Instant giveUpAt) {
    refuseWhileSaving();
    return new Saving(deployment, checkpointed, name, new Purpose.Stop(operation), giveUpAt);
  }

  @Override
  public Phase stopPlainly(OperationId operation) {
    refuseWhileSaving();
    return new Clearing(
        deployment, Status.STOPPING, After.Rest.CLEANLY, List.of(Entry.succeeded(operation)));
  }

  @Override
  public Plan forceStop(OperationId operation) {
    return Clearing.byForce(deployment, operation, unsaved());
  }

  @Override
  public Phase update(Change change, Instant giveUpAt) {
    refuseWhileSaving();
    return new Checking(deployment, checkpointed, change, giveUpAt);
  }

  @Override
  public Phase updateUnsaved(Change change) {
    refuseWhileSaving();
    return Clearing.toGoOn(deployment, checkpointed, change);
  }

  @Override
  public Phase amend(OperationId operation, int version) {
    refuseWhileSaving();
    return new Amending(
        new Running(deployment.as(version), checkpointed, Optional.empty()), operation);
  }

  @Override
  public Phase snapshot(SnapshotName name, Instant giveUpAt) {
    refuseWhileSaving();
    return new Running(deployment, checkpointed, Optional.of(new Asked(name, giveUpAt)));
  }

  private void refuseWhileSaving() {
    if (asked.isPresent()) {
      throw new Refused(
          Reason.IN_USE,
          "snapshot "
              + asked.get().name()
              + " is being taken; wait until it is READY, or stop with Force");
    }
  }

  @Override
  public Phase delete(boolean keepSnapshots) {
    return new Deleting(Optional.of(deployment), keepSnapshots);
  }

  @Override
  public Optional<Plan> park(SnapshotName name, Instant giveUpAt) {
    if (asked.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Plan.become(
            new Saving(deployment, checkpointed, name, new Purpose.Park(), giveUpAt),
            new Entry.SnapshotBegun(name, deployment.version(), true)));
  }
}
