package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * State of an application at one moment, owned by Drey: Flink reads it and never deletes it.
 *
 * @param listed whether callers see it; the state saved inside an update with snapshots switched
 *     off is not theirs
 * @param location of the directory that holds its {@code _metadata}; absent until it is complete
 * @param proof what its last verification has shown; absent where there was none
 */
public record Snapshot(
    SnapshotName name,
    SnapshotStatus status,
    int version,
    RuntimeEnvironment runtime,
    Instant createdAt,
    boolean listed,
    Optional<String> location,
    Optional<String> failure,
    Optional<Proof> proof) {

  public static Snapshot begun(SnapshotName name, Version version, boolean listed, Instant now) {
    return new Snapshot(
        name,
        SnapshotStatus.CREATING,
        version.number(),
        version.configuration().runtime(),
        now,
        listed,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public Snapshot taken(String where) {
    return new Snapshot(
        name,
        SnapshotStatus.READY,
        version,
        runtime,
        createdAt,
        listed,
        Optional.of(where),
        failure,
        proof);
  }

  public Snapshot failed(String cause) {
    return new Snapshot(
        name,
        SnapshotStatus.FAILED,
        version,
        runtime,
        createdAt,
        listed,
        location,
        Optional.of(cause),
        proof);
  }

  public Snapshot deleting() {
    return new Snapshot(
        name,
        SnapshotStatus.DELETING,
        version,
        runtime,
        createdAt,
        listed,
        location,
        failure,
        proof);
  }

  public Snapshot proven(Proof shown) {
    return new Snapshot(
        name,
        status,
        version,
        runtime,
        createdAt,
        listed,
        location,
        failure,
        Optional.of(shown.after(proof)));
  }

  public boolean isUsable() {
    return status == SnapshotStatus.READY && !isDamaged();
  }

  /** Whether it was found to be: that it was complete once does not help then. */
  public boolean isDamaged() {
    return proof.filter(shown -> !shown.isGood()).isPresent();
  }

  /** As callers see it: one that nothing can be restored from has failed, however late. */
  public SnapshotStatus shownStatus() {
    return status == SnapshotStatus.READY && isDamaged() ? SnapshotStatus.FAILED : status;
  }
}
