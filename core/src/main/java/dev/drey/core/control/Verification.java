package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.control.Proving.Depth;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has snapshots verified, one after another, and writes down what that has shown. What was asked
 * for and not begun is forgotten with the server: whoever wants it asks again.
 */
public final class Verification implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Verification.class);

  private final Applications applications;
  private final Proving proving;
  private final Admission admission;
  private final Decisions decisions;
  private final Map<Case, Progress> progress = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "verification");
            thread.setDaemon(true);
            return thread;
          });

  public Verification(
      Applications applications,
      Proving proving,
      Admission admission,
      Reconciler reconciler,
      Clock clock) {
    this.applications = applications;
    this.proving = proving;
    this.admission = admission;
    this.decisions = new Decisions(applications, reconciler, clock);
  }

  /** How far a verification is. */
  public enum Stage {
    WAITING,
    UNDER_WAY,
    /** It came to no result, which says nothing about the snapshot. */
    BROKEN_OFF
  }

  /**
   * A verification that has no result.
   *
   * @param trouble why it broke off
   */
  public record Progress(Stage stage, Depth depth, Optional<String> trouble) {
    private static Progress of(Stage stage, Depth depth) {
      return new Progress(stage, depth, Optional.empty());
    }

    private boolean goesAsFarAs(Depth other) {
      return stage != Stage.BROKEN_OFF && depth.compareTo(other) >= 0;
    }
  }

  private record Case(ApplicationId id, SnapshotName name) {}

  /**
   * Asks for one; asking again while it waits or is under way changes nothing, unless it is to go
   * further.
   *
   * @throws Refused if it cannot be verified so far, or not here and now
   */
  public void ask(ApplicationId id, SnapshotName name, Depth depth) {
    Snapshot snapshot =
        applications
            .snapshot(id, name)
            .filter(Snapshot::listed)
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND,
                        "snapshot " + name + " of " + id.name() + " does not exist"));
    if (snapshot.status() != SnapshotStatus.READY) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "snapshot " + name + " is " + snapshot.status() + "; one that is READY can be verified");
    }
    var asked = new Case(id, name);
    exhibit(asked, depth).ifPresent(exhibit -> room(exhibit).close()); // better told now than later
    progress.compute(
        asked,
        (each, before) -> {
          if (before != null && before.goesAsFarAs(depth)) {
            return before;
          }
          thread.execute(() -> verify(asked, depth));
          return Progress.of(Stage.WAITING, depth);
        });
  }

  /** Absent where none is asked for, or it has its result. */
  public Optional<Progress> progress(ApplicationId id, SnapshotName name) {
    return Optional.ofNullable(progress.get(new Case(id, name)));
  }

  private void verify(Case asked, Depth depth) {
    progress.computeIfPresent(
        asked, (each, before) -> Progress.of(Stage.UNDER_WAY, before.depth()));
    try {
      exhibit(asked, depth).ifPresent(exhibit -> prove(asked, exhibit));
      done(asked, depth);
    } catch (Unavailable | Refused e) {
      log.warn(
          "could not be verified: {} application={} snapshot={}",
          e.getMessage(),
          asked.id().name(),
          asked.name());
      brokenOff(asked, depth, e.getMessage());
    } catch (RuntimeException e) {
      log.error(
          "could not be verified application={} snapshot={}", asked.id().name(), asked.name(), e);
      brokenOff(asked, depth, e.toString());
    }
  }

  /** Unless one that goes further was asked for meanwhile. */
  private void done(Case asked, Depth depth) {
    progress.computeIfPresent(asked, (each, now) -> now.depth() == depth ? null : now);
  }

  private void brokenOff(Case asked, Depth depth, String trouble) {
    progress.computeIfPresent(
        asked,
        (each, now) ->
            now.depth() == depth
                ? new Progress(Stage.BROKEN_OFF, depth, Optional.of(trouble))
                : now);
  }

  private void prove(Case asked, Proving.Exhibit exhibit) {
    Admission.Room room = room(exhibit);
    try {
      write(asked, exhibit.snapshot(), proving.prove(exhibit));
    } finally {
      room.close();
    }
  }

  /** What a cluster of its own takes; nothing where state is only read. */
  private Admission.Room room(Proving.Exhibit exhibit) {
    if (exhibit.depth() == Depth.READ) {
      return Admission.Room.NONE;
    }
    if (exhibit.writer() == Proving.Writer.FORGOTTEN) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "snapshot %s can be read, but not restored for trial: the code of the version that wrote"
                  .formatted(exhibit.snapshot().name())
              + " it is not kept any more");
    }
    if (exhibit.version().configuration().python().isPresent()) {
      throw new Refused(
          Reason.UNSUPPORTED,
          "snapshot %s can be read, but not restored for trial: that is for applications in Java"
              .formatted(exhibit.snapshot().name()));
    }
    return admission.setAside(exhibit.application().id(), exhibit.version().configuration());
  }

  /** Absent where the application or the snapshot has gone since. */
  private Optional<Proving.Exhibit> exhibit(Case asked, Depth depth) {
    return applications
        .find(asked.id())
        .flatMap(
            application ->
                applications
                    .snapshot(asked.id(), asked.name())
                    .filter(snapshot -> snapshot.status() == SnapshotStatus.READY)
                    .map(snapshot -> exhibit(application, snapshot, depth)));
  }

  /** A snapshot may be of an earlier application of the name, whose versions are gone. */
  private Proving.Exhibit exhibit(Application application, Snapshot snapshot, Depth depth) {
    Optional<Version> writer =
        snapshot.createdAt().isBefore(application.createdAt())
            ? Optional.empty()
            : applications
                .version(application.id(), snapshot.version())
                .filter(version -> version.configuration().code().isPresent());
    return writer
        .map(
            version ->
                new Proving.Exhibit(application, version, Proving.Writer.KNOWN, snapshot, depth))
        .orElseGet(
            () ->
                new Proving.Exhibit(
                    application,
                    decisions.current(application),
                    Proving.Writer.FORGOTTEN,
                    snapshot,
                    depth));
  }

  /** A snapshot that is being deleted by now is missing files for a good reason. */
  private void write(Case asked, Snapshot snapshot, Proof proof) {
    decisions.write(
        asked.id(),
        before ->
            applications
                .snapshot(asked.id(), asked.name())
                .filter(now -> now.status() == SnapshotStatus.READY)
                .filter(now -> now.createdAt().equals(snapshot.createdAt()))
                .map(now -> new Draft(before, Records.of(now.proven(proof))))
                .orElseGet(() -> Draft.of(before)));
    if (proof.isGood()) {
      log.info(
          "verified: {} files, {} bytes{} application={} snapshot={}",
          proof.files(),
          proof.bytes(),
          proof.restored().map(it -> ", restored by " + it.subtasks() + " subtasks").orElse(""),
          asked.id().name(),
          asked.name());
      return;
    }
    log.error(
        "DAMAGED, nothing can be restored from it: {} application={} snapshot={}",
        proof.damage().orElse(""),
        asked.id().name(),
        asked.name());
  }

  /** What is under way breaks off. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
