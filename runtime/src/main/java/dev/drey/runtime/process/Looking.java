package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.lifecycle.Watch;
import dev.drey.runtime.state.ApplicationState;
import dev.drey.runtime.state.ApplicationState.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts together what can be seen of a deployment: files first, then what Flink answers. */
final class Looking {
  private static final String JOB_MANAGER = "the JobManager";
  private static final Duration STATUS_PATIENCE = Duration.ofMillis(300);

  /** Two bundles of a worker in Python, to which elements are given a second's worth at a time. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final Site site;
  private final Savepoints savepoints;
  private final Checks checks;
  private final Litter litter;

  /**
   * Incarnations whose JobManager has answered this server: silence means something else before
   * that.
   */
  private final Set<Path> answered = ConcurrentHashMap.newKeySet();

  /** When a JobManager was first seen dead. */
  private final Map<Path, Instant> deadSince = new ConcurrentHashMap<>();

  Looking(Site site, Savepoints savepoints, Checks checks, Litter litter) {
    this.site = site;
    this.savepoints = savepoints;
    this.checks = checks;
    this.litter = litter;
  }

  Sighting look(Application application, Watch watch) {
    return watch
        .launch()
        .map(launch -> look(application, watch, launch))
        .orElseGet(() -> remains(application, watch.remains()));
  }

  private Sighting look(Application application, Watch watch, Launch launch) {
    DeploymentFolder deployment = site.deployment(application, launch.deployment());
    Incarnation incarnation = deployment.incarnation(launch.incarnation());
    Optional<IncarnationFacts> facts = incarnation.read();
    JobLook job = job(deployment, incarnation, facts);
    boolean up = job.condition() != Condition.ABSENT && job.condition() != Condition.LOST;
    var workers = new TaskManagers(site, incarnation);
    int wanted = facts.map(IncarnationFacts::taskManagers).orElse(0);
    Newest newest = newest(application, launch, job, facts.map(IncarnationFacts::resumed));
    Progress saved =
        watch.savepoint().isPresent()
            ? savepoints.look(application, launch, watch.savepoint().get(), job.condition())
            : new Progress.None();
    Optional<String> cause =
        job.condition() == Condition.COMING_UP
            ? job.cause().or(() -> workers.cause(wanted))
            : job.cause();
    return Sighting.looked(job.condition())
        .processes(up || deployment.hasProcesses(site.kernel()) || mayBegin(watch, deployment))
        .missingTaskManagers(up ? workers.missing(wanted) + missingJobManagers(incarnation) : 0)
        .failures(job.failures(), cause, job.trace())
        .stateRefused(job.stateRefused())
        .newestCheckpoint(newest.location(), newest.isOwn())
        .litter(
            job.condition() == Condition.HEALTHY
                && newest.isOwn()
                && litter.isThere(application, launch, newest.location().orElseThrow()))
        .saved(saved)
        .checked(
            watch.check().isPresent()
                ? checks.look(deployment, watch.check().getAsInt())
                : new Progress.None())
        .slots(job.slots())
        .logsAs(LogSettings.version(incarnation.logSettings()))
        .sighting();
  }

  /** What was launched a moment ago may not show yet: it may begin until its folder is gone. */
  private static boolean mayBegin(Watch watch, DeploymentFolder deployment) {
    return watch.remains() == Watch.Remains.DEPLOYMENT && deployment.exists();
  }

  /** A TaskManager may be quicker to show than the JobManager that was started before it. */
  private static int missingJobManagers(Incarnation incarnation) {
    return incarnation.jobManager().wasStarted() ? 0 : 1;
  }

  private JobLook job(
      DeploymentFolder deployment, Incarnation incarnation, Optional<IncarnationFacts> facts) {
    ProcessFiles manager = incarnation.jobManager();
    if (facts.isEmpty() || !manager.wasStarted()) {
      boolean begun = deployment.hasProcesses(incarnation.path(), site.kernel());
      return JobLook.of(begun ? Condition.COMING_UP : Condition.ABSENT);
    }
    if (manager.running(site.kernel()).isEmpty()) {
      return dead(incarnation, manager);
    }
    try {
      String job = ApplicationState.job(incarnation.deployment());
      JobLook look =
          JobLook.at(site.rest(facts.get()), job, site.clock().instant(), settling(deployment));
      answered.add(incarnation.path());
      return look;
    } catch (IOException e) {
      boolean spoke = answered.contains(incarnation.path());
      return JobLook.of(spoke ? Condition.UNKNOWN : Condition.COMING_UP);
    }
  }

  /** docs/decisions/0092-python-settles.md */
  private static Duration settling(DeploymentFolder deployment) {
    return Files.exists(deployment.python()) ? SETTLING : Duration.ZERO;
  }

  private JobLook dead(Incarnation incarnation, ProcessFiles manager) {
    Instant now = site.clock().instant();
    Instant since = deadSince.computeIfAbsent(incarnation.path(), path -> now);
    if (manager.exitStatus().isEmpty() && now.isBefore(since.plus(STATUS_PATIENCE))) {
      return JobLook.of(Condition.UNKNOWN); // the launcher is about to tell
    }
    return JobLook.lost(
        answered.contains(incarnation.path())
            ? Causes.ofDeath(JOB_MANAGER, manager)
            : Causes.ofDeath(JOB_MANAGER, manager, incarnation.jobManagerLog()));
  }

  /**
   * The newest completed checkpoint of the deployment.
   *
   * @param isOwn whether this incarnation completed it
   */
  private record Newest(Optional<String> location, boolean isOwn) {}

  /** Flink's word while it works, what is on disk otherwise. */
  private Newest newest(
      Application application, Launch launch, JobLook job, Optional<Long> resumedFrom) {
    ApplicationState state = site.state(application);
    long resumed = resumedFrom.orElse(0L);
    if (job.condition() == Condition.UNKNOWN) {
      return new Newest(Optional.empty(), false);
    }
    if (job.condition() == Condition.HEALTHY) {
      long number = Math.max(job.newest(), resumed);
      return number == 0
          ? new Newest(Optional.empty(), false)
          : new Newest(
              Optional.of(state.location(launch.deployment(), number)), job.newest() > resumed);
    }
    Optional<Checkpoint> newest = state.newest(launch.deployment());
    return new Newest(
        newest.map(Checkpoint::location),
        newest.filter(checkpoint -> checkpoint.number() > resumed).isPresent()
            && job.condition() != Condition.ABSENT);
  }

  /** A deployment is gone for good. */
  void forget(DeploymentFolder deployment) {
    answered.removeIf(path -> path.startsWith(deployment.path()));
    deadSince.keySet().removeIf(path -> path.startsWith(deployment.path()));
  }

  private Sighting remains(Application application, Watch.Remains wanted) {
    boolean cluster = Files.exists(site.home().application(application));
    ApplicationState state = site.state(application);
    boolean there =
        switch (wanted) {
          case NONE, DEPLOYMENT -> false;
          case ALL -> cluster || state.hasAnything();
          case ALL_BUT_SNAPSHOTS -> cluster || state.hasCheckpoints();
        };
    return Sighting.looked(Condition.ABSENT).litter(there).sighting();
  }
}
