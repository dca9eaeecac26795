package dev.drey.core.control;

import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.S3Prefix;
import java.util.Optional;

/**
 * The files of enhanced snapshots. A copy counts only when it is complete and was found to stand by
 * itself; one that broke off is as good as none, and making it again begins anew. All of it takes
 * as long as it takes.
 *
 * <p>Whatever will not come right by trying again is {@link dev.drey.core.model.Refused}; whatever
 * may is {@link dev.drey.core.model.Unavailable}.
 */
public interface SnapshotCopies {

  /**
   * A complete copy.
   *
   * @param location of the directory that holds its {@code _metadata}
   */
  record Copy(String location, long bytes) {}

  /** The account's copy, if it is complete. */
  Optional<Copy> find(EnhancedSnapshot snapshot);

  /** Makes the account's copy from a savepoint of an application. */
  Copy take(EnhancedSnapshot snapshot, String savepoint);

  /** Makes the account's copy from a bucket. */
  Copy fetch(EnhancedSnapshot snapshot, S3Prefix from);

  /** Copies the account's copy to a bucket. */
  void send(EnhancedSnapshot snapshot, S3Prefix to);

  /** Deletes the account's copy, complete or not. */
  void discard(EnhancedSnapshot snapshot);
}
