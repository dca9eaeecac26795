package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.SnapshotStatus;
import java.util.Optional;

/** The enhanced snapshots that a deployment can be started from. */
final class EnhancedOrigins {
  private final EnhancedSnapshots snapshots;

  EnhancedOrigins(EnhancedSnapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** The newest that was taken of this very application. */
  Optional<EnhancedSnapshot> newest(Application application) {
    return snapshots.list(application.id().region(), application.id().account()).stream()
        .filter(snapshot -> snapshot.status() == SnapshotStatus.READY)
        .filter(
            snapshot ->
                snapshot.taken().filter(it -> it.uid().equals(application.uid())).isPresent())
        .findFirst();
  }

  /**
   * The one a caller names, if it is of the application's own account.
   *
   * @throws Refused if there is none, or none that is READY
   */
  EnhancedSnapshot named(Application application, EnhancedSnapshotId id) {
    boolean own =
        id.account().equals(application.id().account())
            && id.region().equals(application.id().region());
    Optional<EnhancedSnapshot> found = own ? snapshots.find(id) : Optional.empty();
    return found
        .filter(snapshot -> snapshot.status() == SnapshotStatus.READY)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.INVALID_ARGUMENT,
                    "snapshot "
                        + id.arn()
                        + found
                            .map(it -> " is " + it.status() + ", not READY")
                            .orElse(" does not exist")
                        + "; ListSnapshots shows those there are"));
  }

  static Origin restore(EnhancedSnapshot snapshot, boolean allowNonRestored) {
    return new Origin.Restore(
        snapshot.location().orElseThrow(), Optional.of(snapshot.handle()), allowNonRestored);
  }
}
