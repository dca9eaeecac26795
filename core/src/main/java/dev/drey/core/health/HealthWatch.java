package dev.drey.core.health;

import dev.drey.core.control.Applications;
import dev.drey.core.control.Reconciler;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.metrics.Collector;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Checkpointing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every application again and again, remembers what matters of it, and tells what begins
 * to be wrong and what ends.
 */
public final class HealthWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  private final Applications applications;
  private final Reconciler reconciler;
  private final Collector collector;
  private final Clock clock;
  private final Duration interval;
  private final Thresholds thresholds;
  private final Consumer<Alarms.Notice> told;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
          });

  private final Map<ApplicationId, Trail> trails = new ConcurrentHashMap<>();
  private Alarms alarms;
  private Future<?> rounds = CompletableFuture.completedFuture(null);

  /**
   * Nothing is looked at yet.
   *
   * @param interval how often numbers are read, and so how often there is something new
   * @param thresholds from where on something is wrong
   * @param quiet how long nothing was found when an alarm ends
   * @param told of each alarm that begins or ends; must not wait
   */
  public HealthWatch(
      Applications applications,
      Reconciler reconciler,
      Collector collector,
      Duration interval,
      Thresholds thresholds,
      Duration quiet,
      Clock clock,
      Consumer<Alarms.Notice> told) {
    this.applications = applications;
    this.reconciler = reconciler;
    this.collector = collector;
    this.interval = interval;
    this.thresholds = thresholds;
    this.alarms = Alarms.none(quiet);
    this.clock = clock;
    this.told = told;
  }

  /** From here on it looks by itself. */
  public void start() {
    long millis = interval.toMillis();
    rounds = thread.scheduleWithFixedDelay(this::tryRound, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void tryRound() {
    try {
      round();
    } catch (RuntimeException e) {
      LOG.warn("how applications do was not looked at this time", e);
    }
  }

  /** Looks once at every application that has processes; of others there is nothing to remember. */
  public synchronized void round() {
    Map<ApplicationId, Optional<List<Finding>>> found = new HashMap<>();
    Set<ApplicationId> seen = new HashSet<>();
    for (Application application : applications.launched()) {
      seen.add(application.id());
      Trail trail = look(application);
      if (trail.now().isRunning()) {
        found.put(application.id(), findings(trail));
      }
    }
    trails.keySet().retainAll(seen);
    Alarms.Turn turn = alarms.and(found, clock.instant());
    alarms = turn.alarms();
    turn.notices().forEach(told);
  }

  private static Optional<List<Finding>> findings(Trail trail) {
    List<Finding> findings = Checkup.of(trail);
    return findings.isEmpty() && trail.now().figures().isEmpty()
        ? Optional.empty()
        : Optional.of(findings);
  }

  private Trail look(Application application) {
    Observation seen = observe(application);
    return trails.compute(
        application.id(),
        (id, trail) -> trail == null ? Trail.from(seen, thresholds) : trail.and(seen));
  }

  /** How it is at this moment, and why. */
  public Explanation explain(Application application) {
    return Explanation.of(application.id().name(), look(application));
  }

  private Observation observe(Application application) {
    ApplicationId id = application.id();
    Optional<Launch> launch = application.phase().launch();
    Instant now = clock.instant();
    return new Observation(
        now,
        application.status(),
        launch.map(it -> it.deployment().value()),
        launch.map(Launch::incarnation).orElse(0),
        reconciler.lastSeen(id),
        reconciler.lastFailure(id).map(failure -> new Trouble(failure.cause(), failure.at())),
        application.phase() instanceof Ready ready ? ready.note() : Optional.empty(),
        launch.flatMap(it -> checkpoints(application, it)),
        launch
            .flatMap(it -> collector.newest(id))
            .filter(newest -> newest.at().plus(interval.multipliedBy(4)).isAfter(now))
            .map(newest -> Figures.of(newest.vitals())));
  }

  private Optional<Duration> checkpoints(Application application, Launch launch) {
    return applications
        .version(application.id(), launch.version())
        .map(version -> version.configuration().checkpointing())
        .filter(Checkpointing::enabled)
        .map(Checkpointing::interval);
  }

  @Override
  public void close() {
    rounds.cancel(false);
    thread.shutdownNow();
  }
}
