package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.util.Optional;

/** Which state an application is to start from, and whether it can save what it has now. */
final class States {
  private final Applications applications;
  private final Reconciler reconciler;

  States(Applications applications, Reconciler reconciler) {
    this.applications = applications;
    this.reconciler = reconciler;
  }

  Origin askedFor(Application application, RunConfiguration asked) {
    return switch (asked.restore()) {
      case SKIP -> new Origin.Empty();
      case LATEST -> newest(application, asked.allowNonRestoredState());
      case CUSTOM ->
          restore(
              usable(application.id(), asked.snapshot().orElseThrow()),
              asked.allowNonRestoredState());
    };
  }

  private Origin newest(Application application, boolean allowNonRestored) {
    if (application.phase() instanceof Phase.Ready ready && ready.leftAt().isPresent()) {
      return new Origin.Restore(ready.leftAt().get(), Optional.empty(), allowNonRestored);
    }
    if (application.phase() instanceof Phase.Parked parked) {
      return parked.origin();
    }
    return applications.snapshots(application.id()).stream()
        .filter(Snapshot::isUsable)
        .findFirst()
        .map(snapshot -> restore(snapshot, allowNonRestored))
        .orElseGet(Origin.Empty::new);
  }

  private static Origin restore(Snapshot snapshot, boolean allowNonRestored) {
    return new Origin.Restore(
        snapshot.location().orElseThrow(), Optional.of(snapshot.name()), allowNonRestored);
  }

  private Snapshot usable(ApplicationId id, SnapshotName name) {
    Optional<Snapshot> snapshot = applications.snapshot(id, name).filter(Snapshot::listed);
    if (snapshot.isEmpty() || !snapshot.get().isUsable()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "snapshot "
              + name
              + " of "
              + id.name()
              + snapshot
                  .map(found -> " is " + found.status() + ", not READY")
                  .orElse(" does not exist")
              + "; ListApplicationSnapshots shows those there are");
    }
    return snapshot.get();
  }

  /** In AWS's words: a job that is coming back cannot save its state. */
  void refuseWhileDown(Application application) {
    if (application.status() != Status.RUNNING) {
      return;
    }
    Optional<Sighting> seen = reconciler.lastSeen(application.id());
    if (seen.filter(it -> it.condition() == Condition.HEALTHY).isPresent()) {
      return;
    }
    throw new Refused(
        Reason.INVALID_CONFIGURATION,
        "Failed to take snapshot for the application "
            + application.id().name()
            + " at this moment. The application is currently experiencing downtime."
            + seen.flatMap(Sighting::cause)
                .map(cause -> " Its newest failure: " + cause + ".")
                .orElse("")
            + " Retry when it runs again, or stop it with Force, which takes no snapshot.");
  }
}
