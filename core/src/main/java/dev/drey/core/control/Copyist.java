package dev.drey.core.control;

import dev.drey.core.control.SnapshotCopies.Copy;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotOperation;
import dev.drey.core.model.SnapshotOperation.Failure;
import dev.drey.core.model.SnapshotOperation.Kind;
import dev.drey.core.model.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is written about enhanced snapshots, one operation of a snapshot after the other, and
 * after a crash again what was not done: the reconciler's sibling, whose work may take long. Export
 * comes before a deletion that was asked for later.
 */
public final class Copyist implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Copyist.class);
  private static final int THREADS = 2;
  private static final int TRIES = 8;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(100);

  /** How long the service shows operations that have ended. */
  private static final Duration KEPT = Duration.ofDays(90);

  private final EnhancedSnapshots snapshots;
  private final Applications applications;
  private final SnapshotCopies copies;
  private final Taking taking;
  private final Clock clock;
  private final Rounds<EnhancedSnapshotId> rounds;

  public Copyist(
      EnhancedSnapshots snapshots,
      Applications applications,
      SnapshotCopies copies,
      Reconciler reconciler,
      Clock clock,
      Duration patience) {
    this.snapshots = snapshots;
    this.applications = applications;
    this.copies = copies;
    this.taking = new Taking(applications, reconciler, clock, patience);
    this.clock = clock;
    this.rounds = new Rounds<>("copyist", THREADS, this::round);
  }

  /** Begins with what an earlier server left undone. */
  public void start() {
    rounds.start();
    snapshots.forgetOperations(clock.instant().minus(KEPT));
    snapshots.unfinished().forEach(this::nudge);
  }

  /** Something was written about the snapshot: looks at it now. */
  void nudge(EnhancedSnapshotId id) {
    rounds.soon(id);
  }

  /** Copies that are under way break off; the next server makes them anew. */
  @Override
  public void close() {
    rounds.abort();
  }

  /** An application whose deployment may yet have to go back to it. */
  Optional<ApplicationId> neededBy(EnhancedSnapshot snapshot) {
    return applications.all().stream()
        .flatMap(id -> applications.find(id).stream())
        .filter(application -> application.phase().needs().contains(snapshot.handle()))
        .map(Application::id)
        .findFirst();
  }

  private Optional<Duration> round(EnhancedSnapshotId id) {
    try {
      return tend(id);
    } catch (RuntimeException e) {
      log.error("could not tend snapshot={}", id.name(), e);
      return Optional.of(LONGEST_PAUSE);
    }
  }

  /** Works on the oldest operation and says when to come again; empty for "when nudged". */
  Optional<Duration> tend(EnhancedSnapshotId id) {
    Optional<EnhancedSnapshot> found = snapshots.find(id);
    Optional<SnapshotOperation> next = found.flatMap(snapshot -> oldestUnderWay(id));
    if (next.isEmpty()) {
      return Optional.empty();
    }
    EnhancedSnapshot snapshot = found.orElseThrow();
    SnapshotOperation operation = next.get();
    try {
      return work(snapshot, operation) ? Optional.of(Duration.ZERO) : Optional.of(SOON);
    } catch (Refused e) {
      return fail(snapshot, operation, new Failure(e.reason(), e.getMessage()));
    } catch (Unavailable e) {
      return brokenOff(snapshot, operation, e);
    }
  }

  private Optional<SnapshotOperation> oldestUnderWay(EnhancedSnapshotId id) {
    List<SnapshotOperation> newestFirst = snapshots.operations(id);
    return newestFirst.stream()
        .filter(SnapshotOperation::isUnderWay)
        .reduce((newer, older) -> older);
  }

  /** Whether a step was taken that is to be written down or was; otherwise it has to wait. */
  private boolean work(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    return switch (operation.kind()) {
      case CREATE -> create(snapshot, operation);
      case IMPORT -> fetch(snapshot, operation);
      case EXPORT -> send(snapshot, operation);
      case DELETE -> delete(snapshot, operation);
    };
  }

  private boolean create(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    Optional<Copy> copy = copies.find(snapshot);
    if (copy.isEmpty()) {
      copy = taking.savepoint(snapshot).map(savepoint -> copies.take(snapshot, savepoint));
    }
    copy.ifPresent(
        complete -> {
          taking.release(snapshot);
          ready(snapshot, operation, complete);
        });
    return copy.isPresent();
  }

  private boolean fetch(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    S3Prefix from = operation.prefix().orElseThrow();
    Copy copy = copies.find(snapshot).orElseGet(() -> copies.fetch(snapshot, from));
    ready(snapshot, operation, copy);
    return true;
  }

  private void ready(EnhancedSnapshot snapshot, SnapshotOperation operation, Copy copy) {
    write(snapshot, snapshot.ready(copy.location(), copy.bytes()), operation);
  }

  private boolean send(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    copies.send(snapshot, operation.prefix().orElseThrow().exportedBy(operation.id()));
    write(snapshot, snapshot, operation);
    return true;
  }

  /** Whoever began to start from it just before it was to be deleted comes first. */
  private boolean delete(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    if (neededBy(snapshot).isPresent()) {
      return false;
    }
    copies.discard(snapshot);
    if (snapshots.remove(snapshot, operation.succeeded(clock.instant()))) {
      log.info("deleted snapshot={}", snapshot.id().name());
    }
    return true;
  }

  private void write(EnhancedSnapshot before, EnhancedSnapshot after, SnapshotOperation operation) {
    if (snapshots.replace(before, after, List.of(operation.succeeded(clock.instant())))) {
      log.info("{} done snapshot={}", operation.kind(), before.id().name());
    }
  }

  private Optional<Duration> fail(
      EnhancedSnapshot snapshot, SnapshotOperation operation, Failure failure) {
    boolean makes = operation.kind() == Kind.CREATE || operation.kind() == Kind.IMPORT;
    if (makes) {
      taking.release(snapshot);
    }
    if (snapshots.replace(
        snapshot,
        makes ? snapshot.failed() : snapshot,
        List.of(operation.failed(failure, clock.instant())))) {
      log.warn(
          "{} failed: {} snapshot={}", operation.kind(), failure.cause(), snapshot.id().name());
    }
    return Optional.of(Duration.ZERO);
  }

  /** Tries again with growing pauses, a few times. A deletion goes on for as long as it takes. */
  private Optional<Duration> brokenOff(
      EnhancedSnapshot snapshot, SnapshotOperation operation, Unavailable trouble) {
    if (Thread.currentThread().isInterrupted()) {
      return Optional.empty(); // by our own end: the next server goes on
    }
    if (operation.tries() >= TRIES && operation.kind() != Kind.DELETE) {
      return fail(
          snapshot,
          operation,
          new Failure(Reason.INVALID_ARGUMENT, "gave up trying: " + trouble.getMessage()));
    }
    log.warn(
        "{} broke off: {} snapshot={}",
        operation.kind(),
        trouble.getMessage(),
        snapshot.id().name());
    snapshots.replace(snapshot, snapshot, List.of(operation.brokenOff()));
    Duration pause = Duration.ofMillis(500L << Math.min(operation.tries(), TRIES));
    return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }
}
