package dev.drey.core.lifecycle;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a deployment is being started, and what to do if it does not come up.
 *
 * @param operation what the caller waits for; absent for a resumption after {@code drey down}
 * @param older what to restore instead if the state is refused
 * @param note what the operation has to say even if all goes well
 * @param left state that was there for the next start while something else was asked for by name:
 *     if that does not come up, it is there for the next one still
 */
public record Errand(
    Kind kind,
    Optional<OperationId> operation,
    Optional<Fallback> fallback,
    Optional<OlderState> older,
    Optional<String> note,
    Optional<String> left) {

  /** What is under way. */
  public enum Kind {
    START(Status.STARTING),
    RESUME(Status.STARTING),
    UPDATE(Status.UPDATING),
    ROLL_BACK(Status.ROLLING_BACK);

    private final Status status;

    Kind(Status status) {
      this.status = status;
    }

    Status status() {
      return status;
    }
  }

  /**
   * The version that ran before, and the savepoint it goes on from.
   *
   * @param operation the rollback, as callers see it
   * @param abandoned the version that is given up; the one after it is the copy that {@code launch}
   *     starts
   * @param backTo the version that is copied
   * @param savedAt when that savepoint was complete
   * @param patience how long it may take to come up
   */
  public record Fallback(
      Launch launch,
      OperationId operation,
      int abandoned,
      int backTo,
      Instant savedAt,
      Duration patience) {

    /** Its savepoint, for where something newer is tried first. */
    OlderState asOlder(DeploymentId deployment) {
      return new OlderState(deployment, launch.origin(), savedAt, patience);
    }
  }

  public static Errand start(OperationId operation) {
    return plain(Kind.START, Optional.of(operation));
  }

  public static Errand resume() {
    return plain(Kind.RESUME, Optional.empty());
  }

  static Errand rollBack(OperationId operation) {
    return plain(Kind.ROLL_BACK, Optional.of(operation));
  }

  private static Errand plain(Kind kind, Optional<OperationId> operation) {
    return new Errand(
        kind, operation, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Errand withOlder(OlderState state) {
    return new Errand(kind, operation, fallback, Optional.of(state), note, left);
  }

  /** The same, for an application that has this for its next start. */
  public Errand sparing(Optional<String> state) {
    return new Errand(kind, operation, fallback, older, note, state);
  }

  Set<SnapshotName> needs() {
    return Launch.both(
        fallback.map(back -> back.launch().needs()).orElse(Set.of()),
        older.map(OlderState::needs).orElse(Set.of()));
  }

  /** A rollback that somebody asked for leaves the version that ran behind. */
  List<Entry> succeeded() {
    List<Entry> entries = new ArrayList<>();
    operation.ifPresent(
        id ->
            entries.add(
                new Entry.OperationEnded(id, Operation.State.SUCCESSFUL, note, Optional.empty())));
    fallback
        .filter(back -> kind == Kind.ROLL_BACK)
        .ifPresent(back -> entries.add(new Entry.VersionLeft(back.backTo())));
    return entries;
  }

  /** What comes now that {@code launch} did not come up. */
  Plan failed(Launch launch, String cause, boolean stateRefused) {
    if (stateRefused && older.isPresent()) {
      return Plan.become(new Clearing(launch, kind.status(), onceMore(launch, cause), List.of()));
    }
    if (fallback.isPresent()) {
      return back(launch, fallback.get(), cause);
    }
    return Plan.become(
        new Clearing(
            launch,
            kind.status(),
            After.Rest.leaving(launch, cause).or(left),
            operation.map(id -> List.of(Entry.failed(id, cause))).orElse(List.of())));
  }

  private After onceMore(Launch launch, String cause) {
    OlderState state = older.orElseThrow();
    var again =
        new Errand(
            kind, operation, fallback, Optional.empty(), Optional.of(state.told(cause)), left);
    return new After.Begin(state.launch(launch.version()), again, state.patience());
  }

  private Plan back(Launch launch, Fallback to, String cause) {
    var after = new After.Begin(to.launch(), rollBack(to.operation()), to.patience());
    return Plan.become(
        new Clearing(launch, Status.ROLLING_BACK, after, List.of()),
        new Entry.OperationEnded(
            operation.orElseThrow(),
            Operation.State.FAILED,
            Optional.of(cause),
            Optional.of(to.operation())),
        new Entry.VersionAbandoned(to.abandoned(), to.backTo()),
        Entry.rollback(to.operation(), to.abandoned()));
  }

  /** Somebody wants the update undone that this is for. */
  List<Entry> calledOff(OperationId rollback) {
    Fallback back = fallback.orElseThrow();
    return Entry.calledOff(operation.orElseThrow(), back.abandoned(), back.backTo(), rollback);
  }

  List<Entry> cancelled() {
    return operation
        .map(id -> List.<Entry>of(new Entry.OperationEnded(id, Operation.State.CANCELLED)))
        .orElse(List.of());
  }
}
