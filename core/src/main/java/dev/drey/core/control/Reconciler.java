package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Deleting;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Parked;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Plan;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Step;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each application one step nearer to what its owner asked for, again and again, one thread
 * an application.
 */
public final class Reconciler implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final int THREADS = 4;

  private final Applications applications;
  private final FlinkRuntime runtime;
  private final KeptCode code;
  private final Clock clock;
  private final Ledger ledger;
  private final Map<ApplicationId, Sighting> lastSeen = new ConcurrentHashMap<>();
  private final Map<ApplicationId, Failure> failures = new ConcurrentHashMap<>();
  private final Rounds<ApplicationId> rounds = new Rounds<>("reconciler", THREADS, this::round);

  public Reconciler(Applications applications, FlinkRuntime runtime, KeptCode code, Clock clock) {
    this.applications = applications;
    this.runtime = runtime;
    this.code = code;
    this.clock = clock;
    this.ledger = new Ledger(applications);
  }

  /** Begins to tend every application there is. */
  public void start() {
    rounds.start();
    applications.all().forEach(this::nudge);
  }

  /** Something was written about the application: looks at it now rather than later. */
  public void nudge(ApplicationId id) {
    rounds.soon(id);
  }

  /** What was seen of it last, by this server. */
  public Optional<Sighting> lastSeen(ApplicationId id) {
    return Optional.ofNullable(lastSeen.get(id));
  }

  /** Why something failed, and when that was seen last. */
  public record Failure(String cause, Instant at) {}

  /** The newest failure of it that was seen by this server, also after it has come up again. */
  public Optional<Failure> lastFailure(ApplicationId id) {
    return Optional.ofNullable(failures.get(id));
  }

  /** Ends tending; applications run on. */
  @Override
  public void close() {
    rounds.close();
  }

  /** Tends once and says when to come again; empty for "when nudged". */
  private Optional<Duration> round(ApplicationId id) {
    try {
      tend(id);
    } catch (Unavailable e) {
      log.warn("could not tend: {} application={}", e.getMessage(), id.name());
      return Optional.of(Duration.ofSeconds(1));
    } catch (RuntimeException e) {
      log.error("could not tend application={}", id.name(), e);
      return Optional.of(Duration.ofSeconds(2));
    }
    Optional<Application> now = applications.find(id);
    if (now.isEmpty()) {
      lastSeen.remove(id);
      failures.remove(id);
      code.collect();
    }
    return now.flatMap(application -> pace(application.phase()));
  }

  private static Optional<Duration> pace(Phase phase) {
    if (phase instanceof Ready || phase instanceof Parked) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(phase instanceof Running ? 250 : 50));
  }

  /** One look, one decision, and either a change that is written down or steps that are taken. */
  void tend(ApplicationId id) {
    Optional<Application> found = applications.find(id);
    if (found.isEmpty()) {
      return;
    }
    Application application = found.get();
    if (application.phase() instanceof Deleting deleting
        && deleting.deployment().isEmpty()
        && !deleting.keepSnapshots()
        && discardOne(application, snapshot -> true)) {
      return;
    }
    Sighting seen = runtime.look(application, application.phase().watch());
    lastSeen.put(id, seen);
    seen.cause().ifPresent(cause -> failures.put(id, new Failure(cause, clock.instant())));
    Plan plan = application.phase().next(seen, clock.instant());
    if (!plan.phase().equals(application.phase()) || !plan.entries().isEmpty()) {
      write(application, plan, seen);
      return;
    }
    if (ledger.note(application, seen, clock.instant())) {
      return; // the steps come with the next round: the revision has moved
    }
    var hands = new BoundHands(application);
    plan.steps().forEach(step -> step.by(hands));
    tidy(application);
  }

  private void write(Application application, Plan plan, Sighting seen) {
    if (!ledger.write(application, plan, seen, clock.instant())) {
      return; // a lost race is seen next time
    }
    log.info(
        "{} -> {} application={} seen={}{}",
        name(application.phase()),
        name(plan.phase()),
        application.id().name(),
        seen.condition(),
        seen.cause().map(cause -> " cause=" + firstLine(cause)).orElse(""));
  }

  private static String name(Phase phase) {
    return phase.getClass().getSimpleName() + "/" + phase.status();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /**
   * Finishes deletions of snapshots, and forgets what an update saved where callers wanted no
   * snapshots.
   */
  private void tidy(Application application) {
    boolean settled = application.phase() instanceof Running running && running.checkpointed();
    discardOne(
        application,
        snapshot ->
            snapshot.status() == SnapshotStatus.DELETING
                || (settled
                    && !snapshot.listed()
                    && snapshot.isUsable()
                    && !EnhancedSnapshot.isHandle(snapshot.name())));
  }

  /** The next one with the next round: the revision has moved. */
  private boolean discardOne(Application application, Predicate<Snapshot> unwanted) {
    Optional<Snapshot> found =
        applications.snapshots(application.id()).stream().filter(unwanted).findFirst();
    found.ifPresent(
        snapshot -> {
          runtime.discard(application, snapshot);
          applications.replace(
              application,
              application,
              new Applications.Records(List.of(), List.of(), List.of(snapshot.name()), List.of()));
        });
    return found.isPresent();
  }

  /** Takes steps for one application. */
  private final class BoundHands implements Step.Hands {
    private final Application application;

    BoundHands(Application application) {
      this.application = application;
    }

    private Version version(int number) {
      return applications.version(application.id(), number).orElseThrow();
    }

    @Override
    public void deploy(Launch launch) {
      runtime.deploy(application, version(launch.version()), launch);
    }

    @Override
    public void halt(Launch launch) {
      runtime.halt(application, launch);
    }

    @Override
    public void remove(Launch launch) {
      runtime.remove(application, launch);
    }

    @Override
    public void save(Launch launch, SnapshotName name) {
      runtime.save(application, launch, name);
    }

    @Override
    public void stopAndSave(Launch launch, SnapshotName name, Step.Format format) {
      runtime.stopAndSave(application, launch, name, format);
    }

    @Override
    public void check(Launch running, Change change, Optional<String> state) {
      runtime.check(application, version(change.target()), running, change, state);
    }

    @Override
    public void endCheck(Change change) {
      runtime.endCheck(application, change);
    }

    @Override
    public void sweep(Launch launch) {
      runtime.sweep(application, launch);
    }

    @Override
    public void tuneLogs(Launch launch) {
      runtime.tuneLogs(application, version(launch.version()), launch);
    }

    @Override
    public void purge(boolean keepSnapshots) {
      runtime.purge(application, keepSnapshots);
    }
  }
}
