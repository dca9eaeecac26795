package dev.drey.server.http.answers;

import dev.drey.core.model.Configuration;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.SnapshotMode;
import java.util.Optional;

/** Whose snapshots an application's callers ask for, and that there is one way only. */
final class SnapshotModes {
  private SnapshotModes() {}

  static String wireName(SnapshotMode mode) {
    return switch (mode) {
      case LEGACY -> "APPLICATION_SNAPSHOTS_LEGACY";
      case ENHANCED -> "ENHANCED_SNAPSHOTS";
    };
  }

  static Optional<SnapshotMode> created(Members settings) {
    return settings
        .structure("ApplicationSnapshotConfiguration")
        .flatMap(it -> it.optionalText("SnapshotMode"))
        .map(SnapshotModes::mode);
  }

  static Optional<SnapshotMode> updated(Members settings, Configuration now) {
    Optional<SnapshotMode> asked =
        settings
            .structure("ApplicationSnapshotConfigurationUpdate")
            .flatMap(it -> it.optionalText("SnapshotModeUpdate"))
            .map(SnapshotModes::mode);
    boolean back =
        asked.filter(it -> it == SnapshotMode.LEGACY).isPresent()
            && now.snapshotMode().filter(it -> it == SnapshotMode.ENHANCED).isPresent();
    if (back) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "SnapshotMode goes from APPLICATION_SNAPSHOTS_LEGACY to ENHANCED_SNAPSHOTS only; the way"
              + " back is RollbackApplication");
    }
    return asked.or(now::snapshotMode);
  }

  private static SnapshotMode mode(String wireName) {
    return wireName.equals(wireName(SnapshotMode.ENHANCED))
        ? SnapshotMode.ENHANCED
        : SnapshotMode.LEGACY;
  }
}
