package dev.drey.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * State that an account owns: a copy that stands by itself, whatever becomes of the application or
 * the bucket it came from.
 *
 * @param uid tells it from earlier snapshots of the same name
 * @param location of the directory that holds its {@code _metadata}; absent until it is complete
 * @param revision counts every change that was written
 */
public record EnhancedSnapshot(
    EnhancedSnapshotId id,
    String uid,
    Optional<String> description,
    SnapshotStatus status,
    Instant createdAt,
    Source source,
    Optional<Encryption> encryption,
    Map<String, String> tags,
    OptionalLong size,
    Optional<String> location,
    long revision) {
  private static final String HANDLE = "enhanced.";

  public EnhancedSnapshot {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** Where its state came from. */
  public sealed interface Source {

    /** A running application. */
    record Taken(
        ApplicationName application,
        String uid,
        Instant applicationCreatedAt,
        int version,
        RuntimeEnvironment runtime)
        implements Source {}

    /** A bucket. */
    record Imported(S3Prefix from) implements Source {}
  }

  public static EnhancedSnapshot begun(
      EnhancedSnapshotId id,
      String uid,
      Optional<String> description,
      Source source,
      Optional<Encryption> encryption,
      Map<String, String> tags,
      Instant now) {
    return new EnhancedSnapshot(
        id,
        uid,
        description,
        SnapshotStatus.CREATING,
        now,
        source,
        encryption,
        tags,
        OptionalLong.empty(),
        Optional.empty(),
        0);
  }

  /**
   * What applications call it: the savepoint it is copied from while it is made, and what a
   * deployment stands on that was started from it.
   */
  public SnapshotName handle() {
    return new SnapshotName(HANDLE + uid);
  }

  /** Whether an application's savepoint is only there to be copied. */
  public static boolean isHandle(SnapshotName name) {
    return name.value().startsWith(HANDLE);
  }

  /** The application it was taken of; absent for one that was imported. */
  public Optional<Source.Taken> taken() {
    return source instanceof Source.Taken taken ? Optional.of(taken) : Optional.empty();
  }

  public EnhancedSnapshot ready(String where, long bytes) {
    return with(SnapshotStatus.READY, OptionalLong.of(bytes), Optional.of(where), tags);
  }

  public EnhancedSnapshot failed() {
    return with(SnapshotStatus.FAILED, size, location, tags);
  }

  public EnhancedSnapshot deleting() {
    return with(SnapshotStatus.DELETING, size, location, tags);
  }

  public EnhancedSnapshot tagged(Map<String, String> newTags) {
    return with(status, size, location, newTags);
  }

  private EnhancedSnapshot with(
      SnapshotStatus newStatus,
      OptionalLong newSize,
      Optional<String> newLocation,
      Map<String, String> newTags) {
    return new EnhancedSnapshot(
        id,
        uid,
        description,
        newStatus,
        createdAt,
        source,
        encryption,
        newTags,
        newSize,
        newLocation,
        revision);
  }

  /** As it is stored with this revision. */
  public EnhancedSnapshot at(long newRevision) {
    return new EnhancedSnapshot(
        id,
        uid,
        description,
        status,
        createdAt,
        source,
        encryption,
        tags,
        size,
        location,
        newRevision);
  }
}
