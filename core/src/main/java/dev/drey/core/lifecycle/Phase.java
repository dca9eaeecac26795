package dev.drey.core.lifecycle;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where an application is in its life, with what is known only there. The phases together are the
 * whole machine: {@link #next} decides what to do about what was seen, the other moves are what
 * callers ask for and are refused wherever a phase does not write them down.
 */
public sealed interface Phase
    permits Ready,
        Amending,
        Starting,
        Running,
        Recovering,
        Checking,
        CallingOff,
        Saving,
        Clearing,
        Parked,
        Deleting {

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

  /** State that is there for the next start and that no snapshot names. */
  default Optional<String> left() {
    return Optional.empty();
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
}
