package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was asked for an enhanced snapshot and takes time.
 *
 * @param prefix the bucket's side of an import or export
 * @param encryption of that side, as it was asked for
 * @param tries how often it was begun and broke off
 */
public record SnapshotOperation(
    OperationId id,
    Kind kind,
    Operation.State state,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<S3Prefix> prefix,
    Optional<Encryption> encryption,
    int tries,
    Optional<Failure> failure) {

  /** What is done. */
  public enum Kind {
    CREATE,
    DELETE,
    IMPORT,
    EXPORT
  }

  /** Why it came to nothing. */
  public record Failure(Reason reason, String cause) {}

  public static SnapshotOperation begun(OperationId id, Kind kind, Instant now) {
    return new SnapshotOperation(
        id,
        kind,
        Operation.State.IN_PROGRESS,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty());
  }

  public SnapshotOperation with(S3Prefix other, Optional<Encryption> asked) {
    return new SnapshotOperation(
        id, kind, state, startedAt, endedAt, Optional.of(other), asked, tries, failure);
  }

  public SnapshotOperation brokenOff() {
    return new SnapshotOperation(
        id, kind, state, startedAt, endedAt, prefix, encryption, tries + 1, failure);
  }

  public SnapshotOperation succeeded(Instant now) {
    return ended(Operation.State.SUCCESSFUL, now, Optional.empty());
  }

  public SnapshotOperation failed(Failure why, Instant now) {
    return ended(Operation.State.FAILED, now, Optional.of(why));
  }

  private SnapshotOperation ended(Operation.State how, Instant now, Optional<Failure> why) {
    return new SnapshotOperation(
        id, kind, how, startedAt, Optional.of(now), prefix, encryption, tries, why);
  }

  public boolean isUnderWay() {
    return state == Operation.State.IN_PROGRESS;
  }
}
