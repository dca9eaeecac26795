package dev.drey.core.control;

import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotOperation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of enhanced snapshots, kept through every crash. Operations stay when their
 * snapshot is gone, so that whoever waits for a deletion sees its end.
 */
public interface EnhancedSnapshots {

  /**
   * Writes a new snapshot and what it is waited for by.
   *
   * @return false if its name is taken
   */
  boolean create(EnhancedSnapshot snapshot, SnapshotOperation operation);

  /**
   * Writes {@code after} and the operations, all or nothing, if the snapshot is still at the
   * revision of {@code before}. Operations replace those of the same id.
   *
   * @return false if somebody else wrote first; nothing was written then
   */
  boolean replace(
      EnhancedSnapshot before, EnhancedSnapshot after, List<SnapshotOperation> operations);

  /** Forgets the snapshot and writes the end of its deletion, under the same condition. */
  boolean remove(EnhancedSnapshot snapshot, SnapshotOperation deletion);

  Optional<EnhancedSnapshot> find(EnhancedSnapshotId id);

  /** Those of one account, newest first. */
  List<EnhancedSnapshot> list(String region, String account);

  Optional<SnapshotOperation> operation(EnhancedSnapshotId id, OperationId operation);

  /** Newest first. */
  List<SnapshotOperation> operations(EnhancedSnapshotId id);

  /** Every snapshot, of every account, that has an operation under way. */
  List<EnhancedSnapshotId> unfinished();

  /** Forgets operations that ended before this. */
  void forgetOperations(Instant endedBefore);
}
