package dev.drey.core.metrics;

import dev.drey.core.control.Applications;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads every running application again and again, and keeps what it read. */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final Duration BETWEEN_THINNINGS = Duration.ofMinutes(10);

  private final Applications applications;
  private final Probe probe;
  private final History history;
  private final Clock clock;
  private final Duration interval;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "metrics");
            thread.setDaemon(true);
            return thread;
          });

  private final Map<Running, Version> versions = new ConcurrentHashMap<>();
  private final Map<String, Translation> translations = new ConcurrentHashMap<>();
  private final Map<ApplicationId, Newest> newest = new ConcurrentHashMap<>();
  private final Map<Series, Double> totals = new ConcurrentHashMap<>();
  private Future<?> rounds = CompletableFuture.completedFuture(null);
  private boolean begun;
  private boolean keeps = true;
  private Instant thinned = Instant.EPOCH;

  /** One application at one moment: in KDA's words, and in Flink's own. */
  public record Newest(Instant at, List<Reading> readings, Vitals vitals) {
    public Newest {
      readings = List.copyOf(readings);
    }
  }

  /** A version that runs: what it is does not change. */
  private record Running(String deployment, int version) {}

  public Collector(
      Applications applications, Probe probe, History history, Duration interval, Clock clock) {
    this.applications = applications;
    this.probe = probe;
    this.history = history;
    this.interval = interval;
    this.clock = clock;
  }

  /** From here on it reads by itself. */
  public void start() {
    long millis = interval.toMillis();
    rounds = thread.scheduleWithFixedDelay(this::tryRound, 0, millis, TimeUnit.MILLISECONDS);
  }

  private void tryRound() {
    try {
      round();
    } catch (RuntimeException e) {
      LOG.warn("metrics were not read this time", e);
    }
  }

  /** Reads every application once. */
  public void round() {
    Set<String> deployments = new HashSet<>();
    Set<Running> running = new HashSet<>();
    Set<ApplicationId> read = new HashSet<>();
    for (Application application : applications.launched()) {
      Launch launch = application.phase().launch().orElseThrow();
      deployments.add(launch.deployment().value());
      running.add(running(launch));
      read(application, launch)
          .ifPresent(
              seen -> {
                read.add(application.id());
                newest.put(application.id(), seen);
              });
    }
    newest.keySet().retainAll(read);
    translations.keySet().retainAll(deployments);
    versions.keySet().retainAll(running);
    begun = true;
    thin();
  }

  private static Running running(Launch launch) {
    return new Running(launch.deployment().value(), launch.version());
  }

  private Optional<Version> version(ApplicationId id, Launch launch) {
    Version known = versions.get(running(launch));
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Version> found = applications.version(id, launch.version());
    found.ifPresent(version -> versions.put(running(launch), version));
    return found;
  }

  private Optional<Newest> read(Application application, Launch launch) {
    Optional<Version> version = version(application.id(), launch);
    Optional<Vitals> vitals = version.flatMap(running -> probe.vitals(application, running));
    if (vitals.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Level level = Level.valueOf(version.get().configuration().monitoring().metricsLevel());
    List<Reading> readings =
        translations
            .computeIfAbsent(
                launch.deployment().value(), any -> new Translation(application.id(), begun))
            .readings(level, vitals.get(), now);
    readings.stream()
        .filter(reading -> reading.kind() == Kind.COUNTER)
        .forEach(count -> totals.merge(count.series(), count.value().sum(), Double::sum));
    keep(now, readings);
    return Optional.of(new Newest(now, readings, vitals.get()));
  }

  /** What is not kept is told all the same, above all that the disk is full. */
  private void keep(Instant now, List<Reading> readings) {
    try {
      history.add(now, readings);
      keeps = true;
    } catch (Unavailable e) {
      if (keeps) {
        LOG.warn("what is measured is not kept: {}", e.getMessage());
      }
      keeps = false;
    }
  }

  private void thin() {
    Instant now = clock.instant();
    if (thinned.plus(BETWEEN_THINNINGS).isBefore(now)) {
      history.thin(now);
      thinned = now;
    }
  }

  /** What was read last of the applications that run. */
  public List<Newest> newest() {
    return List.copyOf(newest.values());
  }

  /** What was read last of one of them. */
  public Optional<Newest> newest(ApplicationId id) {
    return Optional.ofNullable(newest.get(id));
  }

  /** All that a counter has counted since this server began to look. */
  public double total(Series counter) {
    return totals.getOrDefault(counter, 0.0);
  }

  @Override
  public void close() {
    rounds.cancel(false);
    thread.shutdownNow();
  }
}
