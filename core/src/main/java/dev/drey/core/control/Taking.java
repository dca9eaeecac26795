package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshot.Source;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Has an application save its state for an enhanced snapshot: as a snapshot of its own that callers
 * do not see and that goes when the copy is there.
 */
final class Taking {
  private final Applications applications;
  private final Reconciler reconciler;
  private final Clock clock;
  private final Duration patience;

  /**
   * @param patience for one savepoint
   */
  Taking(Applications applications, Reconciler reconciler, Clock clock, Duration patience) {
    this.applications = applications;
    this.reconciler = reconciler;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Where the savepoint lies; empty while it has to be waited for.
   *
   * @throws Refused if there will be none
   */
  Optional<String> savepoint(EnhancedSnapshot snapshot) {
    Application application = application(snapshot);
    Optional<Snapshot> own = applications.snapshot(application.id(), snapshot.handle());
    if (own.isEmpty()) {
      ask(application, snapshot);
      return Optional.empty();
    }
    return switch (own.get().status()) {
      case CREATING -> Optional.empty();
      case READY -> own.get().location();
      case FAILED, DELETING ->
          throw new Refused(
              Reason.INVALID_CONFIGURATION, own.get().failure().orElse("the savepoint is gone"));
    };
  }

  private Application application(EnhancedSnapshot snapshot) {
    return source(snapshot)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.NOT_FOUND, "the application was deleted before its state was copied"));
  }

  /** The application it is taken of, and not another one of the same name. */
  private Optional<Application> source(EnhancedSnapshot snapshot) {
    Source.Taken taken = snapshot.taken().orElseThrow();
    return applications
        .find(
            new ApplicationId(snapshot.id().region(), snapshot.id().account(), taken.application()))
        .filter(found -> found.uid().equals(taken.uid()));
  }

  /** A lost race is tried again with the next round. */
  private void ask(Application application, EnhancedSnapshot snapshot) {
    Instant now = clock.instant();
    Phase saving = application.phase().snapshot(snapshot.handle(), now.plus(patience));
    Version running =
        application
            .phase()
            .launch()
            .flatMap(launch -> applications.version(application.id(), launch.version()))
            .orElseThrow();
    if (applications.replace(
        application,
        application.in(saving),
        Records.of(Snapshot.begun(snapshot.handle(), running, false, now)))) {
      reconciler.nudge(application.id());
    }
  }

  /** Lets go of the application's side, if there is one yet. */
  void release(EnhancedSnapshot snapshot) {
    if (snapshot.taken().isEmpty()) {
      return;
    }
    boolean released = false;
    while (!released) {
      Optional<Application> application = source(snapshot);
      Optional<Snapshot> own =
          application
              .flatMap(found -> applications.snapshot(found.id(), snapshot.handle()))
              .filter(found -> found.status() != SnapshotStatus.CREATING)
              .filter(found -> found.status() != SnapshotStatus.DELETING);
      released =
          own.isEmpty()
              || applications.replace(
                  application.get(), application.get(), Records.of(own.get().deleting()));
      own.ifPresent(found -> reconciler.nudge(application.get().id()));
    }
  }
}
