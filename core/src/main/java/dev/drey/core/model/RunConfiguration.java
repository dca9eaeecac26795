package dev.drey.core.model;

import java.util.Optional;

/**
 * How a caller wants an application to come up.
 *
 * @param snapshot the one to restore; there exactly with {@link RestoreType#CUSTOM}
 * @param allowNonRestoredState whether state that no operator takes may be left behind
 */
public record RunConfiguration(
    RestoreType restore, Optional<SnapshotName> snapshot, boolean allowNonRestoredState) {

  /** What is meant when nothing is said. */
  public static final RunConfiguration LATEST =
      new RunConfiguration(RestoreType.LATEST, Optional.empty(), false);

  public RunConfiguration {
    if (restore == RestoreType.CUSTOM && snapshot.isEmpty()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "RESTORE_FROM_CUSTOM_SNAPSHOT needs SnapshotName: the snapshot to restore from");
    }
    if (restore != RestoreType.CUSTOM && snapshot.isPresent()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "SnapshotName goes with RESTORE_FROM_CUSTOM_SNAPSHOT only; ask for that restore type or"
              + " leave the name out");
    }
  }
}
