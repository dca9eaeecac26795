package dev.drey.core.model;

import java.util.Optional;

/**
 * How a caller wants an application to come up.
 *
 * @param snapshot the application's own to restore
 * @param allowNonRestoredState whether state that no operator takes may be left behind
 * @param enhanced the account's snapshot to restore; there is one of the two exactly with {@link
 *     RestoreType#CUSTOM}
 */
public record RunConfiguration(
    RestoreType restore,
    Optional<SnapshotName> snapshot,
    boolean allowNonRestoredState,
    Optional<EnhancedSnapshotId> enhanced) {

  /** What is meant when nothing is said. */
  public static final RunConfiguration LATEST =
      new RunConfiguration(RestoreType.LATEST, Optional.empty(), false);

  public RunConfiguration {
    if (restore == RestoreType.CUSTOM && snapshot.isPresent() == enhanced.isPresent()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "RESTORE_FROM_CUSTOM_SNAPSHOT needs one of SnapshotName and SnapshotArn: the snapshot to"
              + " restore from");
    }
    if (restore != RestoreType.CUSTOM && (snapshot.isPresent() || enhanced.isPresent())) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "SnapshotName and SnapshotArn go with RESTORE_FROM_CUSTOM_SNAPSHOT only; ask for that"
              + " restore type or leave them out");
    }
  }

  /** Without an enhanced snapshot. */
  public RunConfiguration(
      RestoreType restore, Optional<SnapshotName> snapshot, boolean allowNonRestoredState) {
    this(restore, snapshot, allowNonRestoredState, Optional.empty());
  }
}
