package dev.drey.core.lifecycle;

import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a deployment is being started, and what to do if it does not come up.
 *
 * @param operation what the caller waits for; absent for a resumption after {@code drey down}
 */
public record Errand(Kind kind, Optional<OperationId> operation, Optional<Fallback> fallback) {

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
   * @param patience how long it may take to come up
   */
  public record Fallback(
      Launch launch, OperationId operation, int abandoned, int backTo, Duration patience) {}

  public static Errand start(OperationId operation) {
    return new Errand(Kind.START, Optional.of(operation), Optional.empty());
  }

  public static Errand resume() {
    return new Errand(Kind.RESUME, Optional.empty(), Optional.empty());
  }

  static Errand update(OperationId operation, Fallback fallback) {
    return new Errand(Kind.UPDATE, Optional.of(operation), Optional.of(fallback));
  }

  static Errand rollBack(OperationId operation) {
    return new Errand(Kind.ROLL_BACK, Optional.of(operation), Optional.empty());
  }

  Set<SnapshotName> needs() {
    return fallback.map(back -> back.launch().needs()).orElse(Set.of());
  }

  List<Entry> succeeded() {
    return operation.map(id -> List.of(Entry.succeeded(id))).orElse(List.of());
  }

  List<Entry> failed(String cause) {
    return operation.map(id -> List.of(Entry.failed(id, cause))).orElse(List.of());
  }

  List<Entry> cancelled() {
    return operation
        .map(id -> List.<Entry>of(new Entry.OperationEnded(id, Operation.State.CANCELLED)))
        .orElse(List.of());
  }
}
