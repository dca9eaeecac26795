package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * State of an application at one moment, owned by Drey: Flink reads it and never deletes it.
 *
 * @param listed whether callers see it; the state saved inside an update with snapshots switched
 *     off is not theirs
 * @param location of the directory that holds its {@code _metadata}; absent until it is complete
 */
public record Snapshot(
    SnapshotName name,
    SnapshotStatus status,
    int version,
    RuntimeEnvironment runtime,
    Instant createdAt,
    boolean listed,
    Optional<String> location,
    Optional<String> failure) {

  public static Snapshot begun(SnapshotName name, Version version, boolean listed, Instant now) {
    return new Snapshot(
        name,
        SnapshotStatus.CREATING,
        version.number(),
        version.configuration().runtime(),
        now,
        listed,
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
        failure);
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
        Optional.of(cause));
  }

  public Snapshot deleting() {
    return new Snapshot(
        name, SnapshotStatus.DELETING, version, runtime, createdAt, listed, location, failure);
  }

  public boolean isUsable() {
    return status == SnapshotStatus.READY;
  }
}
