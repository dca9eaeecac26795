package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
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
      Applications applications, Proving proving, Reconciler reconciler, Clock clock) {
    this.applications = applications;
    this.proving = proving;
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
  public record Progress(Stage stage, Optional<String> trouble) {
    private static Progress of(Stage stage) {
      return new Progress(stage, Optional.empty());
    }
  }

  private record Case(ApplicationId id, SnapshotName name) {}

  /** Asks for one; asking again while it waits or is under way changes nothing. */
  public void ask(ApplicationId id, SnapshotName name) {
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
    progress.compute(
        asked,
        (each, before) -> {
          if (before != null && before.stage() != Stage.BROKEN_OFF) {
            return before;
          }
          thread.execute(() -> verify(asked));
          return Progress.of(Stage.WAITING);
        });
  }

  /** Absent where none is asked for, or it has its result. */
  public Optional<Progress> progress(ApplicationId id, SnapshotName name) {
    return Optional.ofNullable(progress.get(new Case(id, name)));
  }

  private void verify(Case asked) {
    progress.put(asked, Progress.of(Stage.UNDER_WAY));
    try {
      exhibit(asked).ifPresent(exhibit -> write(asked, exhibit.snapshot(), proving.prove(exhibit)));
      progress.remove(asked);
    } catch (Unavailable | Refused e) {
      log.warn(
          "could not be verified: {} application={} snapshot={}",
          e.getMessage(),
          asked.id().name(),
          asked.name());
      progress.put(asked, new Progress(Stage.BROKEN_OFF, Optional.of(e.getMessage())));
    } catch (RuntimeException e) {
      log.error(
          "could not be verified application={} snapshot={}", asked.id().name(), asked.name(), e);
      progress.put(asked, new Progress(Stage.BROKEN_OFF, Optional.of(e.toString())));
    }
  }

  /** Absent where the application or the snapshot has gone since. */
  private Optional<Proving.Exhibit> exhibit(Case asked) {
    return applications
        .find(asked.id())
        .flatMap(
            application ->
                applications
                    .snapshot(asked.id(), asked.name())
                    .filter(snapshot -> snapshot.status() == SnapshotStatus.READY)
                    .map(snapshot -> exhibit(application, snapshot)));
  }

  /** A snapshot may be of an earlier application of the name, whose versions are gone. */
  private Proving.Exhibit exhibit(Application application, Snapshot snapshot) {
    Optional<Version> writer =
        snapshot.createdAt().isBefore(application.createdAt())
            ? Optional.empty()
            : applications
                .version(application.id(), snapshot.version())
                .filter(version -> version.configuration().code().isPresent());
    return writer
        .map(version -> new Proving.Exhibit(application, version, Proving.Writer.KNOWN, snapshot))
        .orElseGet(
            () ->
                new Proving.Exhibit(
                    application,
                    decisions.current(application),
                    Proving.Writer.FORGOTTEN,
                    snapshot));
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
          "verified: {} files, {} bytes application={} snapshot={}",
          proof.files(),
          proof.bytes(),
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
