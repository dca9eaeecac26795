package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotMode;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The snapshots that belong to one application. */
public final class SnapshotCommands {
  private final Applications applications;
  private final Decisions decisions;
  private final Limits limits;
  private final States states;
  private final Timeouts timeouts;

  SnapshotCommands(
      Applications applications,
      Decisions decisions,
      Limits limits,
      States states,
      Timeouts timeouts) {
    this.applications = applications;
    this.decisions = decisions;
    this.limits = limits;
    this.states = states;
    this.timeouts = timeouts;
  }

  public void create(ApplicationId id, SnapshotName name) {
    decisions.write(
        id,
        before -> {
          refuseEnhanced(before);
          states.refuseWhileDown(before);
          Instant now = decisions.now();
          Phase saving = before.phase().snapshot(name, now.plus(timeouts.savepoint()));
          Version running = decisions.running(before).orElseThrow();
          List<Snapshot> all = applications.snapshots(id);
          if (all.stream().anyMatch(snapshot -> snapshot.name().equals(name))) {
            throw new Refused(
                Reason.IN_USE,
                id.name() + " has a snapshot named " + name + "; choose another name");
          }
          limits.oneMoreSnapshot(id, all);
          return new Draft(before.in(saving), Records.of(Snapshot.begun(name, running, true, now)));
        });
  }

  private void refuseEnhanced(Application application) {
    Optional<SnapshotMode> mode = decisions.current(application).configuration().snapshotMode();
    if (mode.filter(it -> it == SnapshotMode.ENHANCED).isPresent()) {
      throw new Refused(
          Reason.UNSUPPORTED,
          application.id().name()
              + " has SnapshotMode ENHANCED_SNAPSHOTS: use CreateSnapshot, whose snapshots belong"
              + " to the account");
    }
  }

  public void delete(ApplicationId id, SnapshotName name, Instant createdAt) {
    decisions.write(
        id,
        before -> {
          Snapshot snapshot = listed(id, name);
          Seconds.same("SnapshotCreationTimestamp", createdAt, name, snapshot.createdAt());
          refuseWhileNeeded(before, snapshot);
          return new Draft(before, Records.of(snapshot.deleting()));
        });
  }

  private static void refuseWhileNeeded(Application application, Snapshot snapshot) {
    if (application.status() == Status.DELETING) {
      throw new Refused(
          Reason.IN_USE, application.id().name() + " is DELETING, and its snapshots with it");
    }
    if (snapshot.status() == SnapshotStatus.CREATING) {
      throw new Refused(
          Reason.IN_USE,
          "snapshot " + snapshot.name() + " is still being taken; wait until it is READY");
    }
    if (snapshot.status() == SnapshotStatus.FAILED && !application.phase().settled()) {
      throw new Refused(
          Reason.IN_USE,
          application.id().name()
              + " has not completed a checkpoint of its own yet, and may have come back from what"
              + " there is of snapshot "
              + snapshot.name()
              + "; try again after its next one");
    }
    if (application.phase().needs().contains(snapshot.name())) {
      throw new Refused(
          Reason.IN_USE,
          application.id().name()
              + " was started from snapshot "
              + snapshot.name()
              + " and has not completed a checkpoint since; try again after its next one");
    }
  }

  /**
   * A snapshot that callers see.
   *
   * @throws Refused if there is none of that name
   */
  public Snapshot listed(ApplicationId id, SnapshotName name) {
    return applications
        .snapshot(id, name)
        .filter(Snapshot::listed)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.NOT_FOUND,
                    "snapshot " + name + " of application " + id.name() + " does not exist"));
  }
}
