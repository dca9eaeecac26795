package dev.drey.core.lifecycle;

import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The JobManager died; the next incarnation is on its way.
 *
 * @param tries how often in a row, so that a machine is not worn out by something that dies at once
 */
public record Recovering(Launch deployment, boolean checkpointed, int tries, Instant notBefore)
    implements Phase {

  static Plan plan(Launch dead, Sighting seen, boolean checkpointed, Instant now) {
    return Plan.become(new Recovering(dead.again(seen.newestCheckpoint()), checkpointed, 0, now));
  }

  @Override
  public Status status() {
    return Status.RUNNING;
  }

  @Override
  public Watch watch() {
    return Watch.of(deployment);
  }

  @Override
  public Set<SnapshotName> needs() {
    return checkpointed ? Set.of() : deployment.needs();
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    return switch (seen.condition()) {
      case UNKNOWN -> Plan.stay(this);
      case HEALTHY ->
          Plan.become(
              new Running(deployment, checkpointed || seen.checkpointed(), Optional.empty()));
      case LOST -> Plan.become(again(seen, now));
      case ABSENT -> now.isBefore(notBefore) ? Plan.stay(this) : deployNewest(seen);
      case COMING_UP -> seen.missingTaskManagers() > 0 ? deploy() : Plan.stay(this);
      case FINISHED ->
          Plan.become(new Clearing(deployment, Status.STOPPING, After.Rest.CLEANLY, List.of()));
      case FAILED ->
          Plan.become(
              new Clearing(
                  deployment,
                  Status.STOPPING,
                  After.Rest.leaving(deployment, seen.why("the job failed as it came back")),
                  List.of()));
    };
  }

  private Plan deploy() {
    return Plan.stay(this, new Step.Deploy(deployment));
  }

  /**
   * What is left of the last incarnation may complete a checkpoint until its very end, so it ends
   * before one is chosen.
   */
  private Plan deployNewest(Sighting seen) {
    if (seen.processes()) {
      return Plan.stay(this, new Step.Halt(deployment));
    }
    Optional<Origin> newest = seen.newestCheckpoint().map(Origin.Resume::new);
    if (newest.isEmpty() || newest.get().equals(deployment.origin())) {
      return deploy();
    }
    return Plan.become(
        new Recovering(deployment.from(newest.get()), checkpointed, tries, notBefore));
  }

  private Recovering again(Sighting seen, Instant now) {
    return new Recovering(
        deployment.again(seen.newestCheckpoint()),
        checkpointed,
        tries + 1,
        now.plus(Backoff.after(tries)));
  }

  @Override
  public boolean settled() {
    return checkpointed;
  }

  @Override
  public String obstacle() {
    return "is coming back after a crash: its JobManager died and the job does not run yet";
  }

  @Override
  public Phase stopPlainly(OperationId operation) {
    return new Clearing(
        deployment, Status.STOPPING, After.Rest.CLEANLY, List.of(Entry.succeeded(operation)));
  }

  @Override
  public Phase updateUnsaved(Change change) {
    return Clearing.toGoOn(deployment, checkpointed, change);
  }

  @Override
  public Plan forceStop(OperationId operation) {
    return Clearing.byForce(deployment, operation, List.of());
  }

  @Override
  public Phase delete(boolean keepSnapshots) {
    return new Deleting(Optional.of(deployment), keepSnapshots);
  }

  @Override
  public Optional<Plan> park(SnapshotName name, Instant giveUpAt) {
    var after = new After.Park(deployment.version(), deployment.origin(), false);
    return Optional.of(Plan.become(new Clearing(deployment, Status.STOPPING, after, List.of())));
  }
}
