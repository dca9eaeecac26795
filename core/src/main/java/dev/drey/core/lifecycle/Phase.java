package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.lifecycle.Watch.Remains;
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
import java.util.Optional;
import java.util.Set;

/**
 * Where an application is in its life, with what is known only there. The whole machine is this
 * file: {@link #next} decides what to do about what was seen, the other moves are what callers ask
 * for and are refused wherever they are not written down.
 */
public sealed interface Phase {

  /**
   * How often a JobManager may die before its job ever ran, until that counts as a failed start.
   */
  int TRIES = 3;

  /**
   * How often a job may restart before it ever ran completely, until that counts as a failed start.
   */
  int RESTARTS = 4;

  /** The name the API shows; several phases share one. */
  Status status();

  /** What {@link #next} has to be told about. */
  default Watch watch() {
    return Watch.NOTHING;
  }

  /** What to do about what was seen. Pure: equal arguments give equal plans. */
  Plan next(Sighting seen, Instant now);

  /** The deployment that has processes, or may have. */
  default Optional<Launch> launch() {
    return watch().launch();
  }

  /** What a caller waits for. */
  default Optional<OperationId> operation() {
    return Optional.empty();
  }

  /**
   * The snapshots whose files a deployment may still need: it has not completed a checkpoint of its
   * own, or may have to go back.
   */
  default Set<SnapshotName> needs() {
    return launch().map(Launch::needs).orElse(Set.of());
  }

  /** The snapshot that is being taken. */
  default Optional<SnapshotName> saving() {
    return watch().savepoint();
  }

  default Phase start(Launch launch, Errand errand, Instant giveUpAt) {
    throw refusal("started");
  }

  default Phase stop(OperationId operation, SnapshotName name, boolean listed, Instant giveUpAt) {
    throw refusal("stopped");
  }

  /** To stop without saving anything: what {@link #stop} is where snapshots are switched off. */
  default Phase stopPlainly(OperationId operation) {
    throw refusal("stopped");
  }

  default Plan forceStop(OperationId operation) {
    throw refusal("stopped by force");
  }

  /** To change what no job sees, or the settings of something that does not run. */
  default Phase amend(OperationId operation, int version) {
    throw refusal("updated");
  }

  default Phase update(Change change, Instant giveUpAt) {
    throw refusal("updated");
  }

  /** To go on as another version without saving anything: what runs is in no state to. */
  default Phase updateUnsaved(Change change) {
    throw refusal("updated");
  }

  /**
   * To undo an update that is under way.
   *
   * @param spare a deployment to use if it takes one more than the update has names for
   */
  default Plan callOff(OperationId rollback, DeploymentId spare) {
    throw refusal("rolled back");
  }

  default Phase snapshot(SnapshotName name, Instant giveUpAt) {
    throw refusal("saved");
  }

  default Phase delete(boolean keepSnapshots) {
    throw refusal("deleted");
  }

  /**
   * To stop for as long as the server is down; empty where there is nothing to stop, or not yet.
   */
  default Optional<Plan> park(SnapshotName name, Instant giveUpAt) {
    return Optional.empty();
  }

  /** Whether no file is needed but those of {@link #needs} and a checkpoint of its own. */
  default boolean settled() {
    return launch().isEmpty();
  }

  /** What stands in the way of what is refused. */
  default String obstacle() {
    return "is " + status();
  }

  private Refused refusal(String asked) {
    return new Refused(
        Reason.IN_USE, "the application " + obstacle() + " and cannot be " + asked + " now");
  }

  /**
   * Nothing runs.
   *
   * @param leftAt state newer than any snapshot that a job which ended by itself left behind
   * @param note why it is here, if not because somebody asked for it
   */
  record Ready(Optional<String> leftAt, Optional<String> note) implements Phase {
    public static final Ready NEW = new Ready(Optional.empty(), Optional.empty());

    @Override
    public Status status() {
      return Status.READY;
    }

    @Override
    public Plan next(Sighting seen, Instant now) {
      return Plan.stay(this);
    }

    @Override
    public Phase start(Launch launch, Errand errand, Instant giveUpAt) {
      return new Starting(launch, errand, giveUpAt);
    }

    @Override
    public Phase amend(OperationId operation, int version) {
      return new Amending(this, operation);
    }

    @Override
    public Phase delete(boolean keepSnapshots) {
      return new Deleting(Optional.empty(), keepSnapshots);
    }
  }

  /** Settings that no job sees have changed, and the operation has still to say so. */
  record Amending(Phase back, OperationId id) implements Phase {
    @Override
    public Status status() {
      return Status.UPDATING;
    }

    @Override
    public Watch watch() {
      return back.watch();
    }

    @Override
    public Optional<OperationId> operation() {
      return Optional.of(id);
    }

    @Override
    public Set<SnapshotName> needs() {
      return back.needs();
    }

    @Override
    public boolean settled() {
      return back.settled();
    }

    @Override
    public Plan forceStop(OperationId operation) {
      if (launch().isEmpty()) {
        return Phase.super.forceStop(operation);
      }
      return Clearing.byForce(
          launch().get(),
          operation,
          List.of(new Entry.OperationEnded(id, Operation.State.CANCELLED)));
    }

    @Override
    public Plan next(Sighting seen, Instant now) {
      return launch()
          .flatMap(deployment -> seen.logsUnlike(deployment))
          .map(tuning -> Plan.stay(this, tuning))
          .orElseGet(() -> Plan.become(back, Entry.succeeded(id)));
    }
  }

  /** A deployment is wanted and has not been seen healthy yet. */
  record Starting(Launch deployment, Errand errand, Instant giveUpAt) implements Phase {
    @Override
    public Status status() {
      return errand.kind().status();
    }

    @Override
    public Watch watch() {
      return Watch.of(deployment);
    }

    @Override
    public Optional<OperationId> operation() {
      return errand.operation();
    }

    @Override
    public Set<SnapshotName> needs() {
      return Launch.both(deployment.needs(), errand.needs());
    }

    @Override
    public Plan next(Sighting seen, Instant now) {
      boolean late = now.isAfter(giveUpAt);
      boolean ran = seen.newestCheckpoint().isPresent() && seen.condition() != Condition.FINISHED;
      if (seen.condition() == Condition.HEALTHY || (ran && seen.condition() != Condition.UNKNOWN)) {
        // every subtask has to run for a checkpoint to complete, and then its output is out: no way
        // back from here
        return Plan.become(new Running(deployment, ran, Optional.empty()))
            .writing(errand.succeeded());
      }
      return switch (seen.condition()) {
        case HEALTHY -> Plan.stay(this);
        case FINISHED ->
            Plan.become(new Clearing(deployment, status(), After.Rest.CLEANLY, errand.succeeded()));
        case FAILED -> failed(seen, seen.why("the job failed and Flink does not say why"));
        case LOST -> {
          if (late || deployment.incarnation() >= TRIES) {
            yield failed(seen, seen.why("the JobManager ended before the job ran"));
          }
          yield Plan.become(
              new Starting(deployment.again(seen.newestCheckpoint()), errand, giveUpAt));
        }
        case ABSENT -> late ? failed(seen, tooLate(seen)) : deploy();
        case COMING_UP -> {
          if (late) {
            yield failed(seen, tooLate(seen));
          }
          if (seen.failures() >= RESTARTS) {
            yield failed(seen, seen.why("the job restarts again and again and never runs"));
          }
          yield seen.missingTaskManagers() > 0 ? deploy() : Plan.stay(this);
        }
        case UNKNOWN -> Plan.stay(this);
      };
    }

    private Plan deploy() {
      return Plan.stay(this, new Step.Deploy(deployment));
    }

    private static String tooLate(Sighting seen) {
      return seen.why("the job did not start within the time a start may take");
    }

    private Plan failed(Sighting seen, String cause) {
      return errand.failed(deployment, cause, seen.stateRefused());
    }

    @Override
    public Plan callOff(OperationId rollback, DeploymentId spare) {
      if (errand.kind() != Errand.Kind.UPDATE) {
        return Phase.super.callOff(rollback, spare);
      }
      Errand.Fallback back = errand.fallback().orElseThrow();
      return Plan.become(
              new Clearing(
                  deployment,
                  Status.ROLLING_BACK,
                  new After.Undo(back, rollback, spare),
                  List.of()))
          .writing(errand.calledOff(rollback));
    }

    @Override
    public Plan forceStop(OperationId operation) {
      return Clearing.byForce(deployment, operation, errand.cancelled());
    }

    @Override
    public Optional<Plan> park(SnapshotName name, Instant giveUp) {
      if (errand.kind() == Errand.Kind.UPDATE || errand.kind() == Errand.Kind.ROLL_BACK) {
        return Optional.empty(); // ends by itself, one way or the other
      }
      var after = new After.Park(deployment.version(), deployment.origin(), false);
      return Optional.of(
          Plan.become(
              new Clearing(deployment, Status.STOPPING, after, List.of()), cancelledAsArray()));
    }

    private Entry[] cancelledAsArray() {
      return errand.cancelled().toArray(Entry[]::new);
    }
  }

  /**
   * Every subtask was seen running.
   *
   * @param checkpointed whether the deployment has completed a checkpoint of its own
   * @param asked a snapshot that was asked for
   */
  record Running(Launch deployment, boolean checkpointed, Optional<Asked> asked) implements Phase {

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
        case LOST, ABSENT ->
            Recovering.plan(deployment, seen, checkpointed, now).writing(unsaved());
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
      var after =
          why.map(cause -> After.Rest.leaving(deployment, cause)).orElse(After.Rest.CLEANLY);
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

  /**
   * The JobManager died; the next incarnation is on its way.
   *
   * @param tries how often in a row, so that a machine is not worn out by something that dies at
   *     once
   */
  record Recovering(Launch deployment, boolean checkpointed, int tries, Instant notBefore)
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

  /** An update is looked at closely while the running version goes on. */
  record Checking(Launch deployment, boolean checkpointed, Change change, Instant giveUpAt)
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
                .writing(
                    Entry.abandoned(change, "the JobManager died while the update was checked"));
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

  /** An update was undone before anything was stopped; only its check has still to end. */
  record CallingOff(Launch deployment, boolean checkpointed, Change change, OperationId id)
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

  /** A deployment is asked to save its state and to end. */
  record Saving(
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
     * whatever the old incarnation goes on to do. That savepoint may still become complete, and
     * what is started may go on from it: it is not settled.
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
      return Plan.become(
              new Clearing(deployment, status(), After.Rest.CLEANLY, purpose.succeeded()))
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

  /**
   * The processes of a deployment are being ended.
   *
   * @param shown the status while that takes
   * @param atEnd what to write down when it is done
   */
  record Clearing(Launch deployment, Status shown, After after, List<Entry> atEnd)
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
      return Watch.of(deployment);
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

  /**
   * Stopped because the server was: it runs again when the server does.
   *
   * @param origin what it goes on from
   */
  record Parked(int version, Origin origin) implements Phase {
    @Override
    public Status status() {
      return Status.READY;
    }

    @Override
    public Set<SnapshotName> needs() {
      return origin.needs();
    }

    @Override
    public Plan next(Sighting seen, Instant now) {
      return Plan.stay(this);
    }

    @Override
    public Phase start(Launch launch, Errand errand, Instant giveUpAt) {
      return new Starting(launch, errand, giveUpAt);
    }

    @Override
    public Phase delete(boolean keepSnapshots) {
      return new Deleting(Optional.empty(), keepSnapshots);
    }
  }

  /** On the way out: the processes first, then the files, then the application itself. */
  record Deleting(Optional<Launch> deployment, boolean keepSnapshots) implements Phase {
    @Override
    public Status status() {
      return Status.DELETING;
    }

    @Override
    public Watch watch() {
      return deployment
          .map(Watch::of)
          .orElse(Watch.forRemains(keepSnapshots ? Remains.ALL_BUT_SNAPSHOTS : Remains.ALL));
    }

    @Override
    public Plan next(Sighting seen, Instant now) {
      if (seen.condition() == Condition.UNKNOWN) {
        return Plan.stay(this);
      }
      if (deployment.isPresent() && (seen.processes() || seen.condition() != Condition.ABSENT)) {
        return Plan.stay(this, new Step.Remove(deployment.get()));
      }
      if (deployment.isPresent()) {
        return Plan.become(new Deleting(Optional.empty(), keepSnapshots));
      }
      if (seen.litter()) {
        return Plan.stay(this, new Step.Purge(keepSnapshots));
      }
      return Plan.become(this, new Entry.Gone(keepSnapshots));
    }
  }
}
