package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.lifecycle.Step.Format;
import dev.drey.core.lifecycle.Watch;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Flink as a map of jobs, each of which counts. What it has counted is its state, so that state
 * that was lost or taken from the wrong place shows as a number. Faults come on request.
 */
public final class FakeFlink implements FlinkRuntime {
  public static final RuntimeEnvironment ENVIRONMENT = new RuntimeEnvironment("FLINK-1_20");
  public static final RuntimeEnvironment NEWER = new RuntimeEnvironment("FLINK-2_3");

  private final Map<DeploymentId, Cluster> clusters = new TreeMap<>();
  private final Map<String, Long> saved = new TreeMap<>();
  private final Map<DeploymentId, String> newestCheckpoints = new TreeMap<>();
  private final Map<String, Progress> checks = new HashMap<>();
  private final Set<Integer> versionsThatFailTheCheck = new HashSet<>();
  private final Set<Integer> versionsThatNeverRun = new HashSet<>();
  private BiConsumer<Application, Long> onRestore = (application, counted) -> {};
  private BiConsumer<Application, Origin> onDeploy = (application, origin) -> {};
  private final Map<String, Integer> writtenBy = new HashMap<>();
  private final Map<Integer, Integer> newestReadable = new HashMap<>();
  private boolean blind;
  private boolean checksSeeState = true;
  private boolean savepointsFail;
  private boolean diesInNextStep;

  /** What a cluster is made of. */
  private static final class Cluster {
    private final Application owner;
    private final Set<Integer> started = new HashSet<>();
    private final Map<SnapshotName, Progress> savepoints = new HashMap<>();
    private int incarnation;
    private int logsAs;
    private boolean jobManager;
    private boolean taskManager;
    private Condition job = Condition.COMING_UP;
    private long counted;
    private int checkpoints;
    private boolean checkpointed;
    private boolean stateRefused;
    private Optional<SnapshotName> stopping = Optional.empty();

    Cluster(Application owner) {
      this.owner = owner;
    }

    boolean alive() {
      return jobManager || taskManager;
    }
  }

  /** The fault that a server which dies in the middle of a step is. */
  public static final class ServerDied extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public Set<RuntimeEnvironment> environments() {
    return Set.of(ENVIRONMENT, NEWER);
  }

  @Override
  public Optional<String> missing(Configuration configuration) {
    return Optional.empty();
  }

  @Override
  public Sighting look(Application application, Watch watch) {
    if (watch.launch().isEmpty()) {
      return remains(application, watch);
    }
    Launch launch = watch.launch().get();
    Cluster cluster = clusters.get(launch.deployment());
    if (cluster == null) {
      return afterItsEnd(application, watch);
    }
    Condition condition = condition(cluster, launch);
    boolean failed = condition == Condition.FAILED;
    return Sighting.looked(condition)
        .processes(cluster.alive())
        .missingTaskManagers(cluster.jobManager && !cluster.taskManager ? 1 : 0)
        .failures(
            0,
            failed ? Optional.of("made to fail") : Optional.empty(),
            failed ? Optional.of("made to fail\n\tat of.The(Fake)") : Optional.empty())
        .stateRefused(cluster.stateRefused)
        .newestCheckpoint(newestOf(launch.deployment()), cluster.checkpointed)
        .saved(
            watch
                .savepoint()
                .map(name -> savepoint(application, cluster, name))
                .orElse(new Progress.None()))
        .checked(
            watch.check().isPresent()
                ? checks.getOrDefault(
                    application.uid() + watch.check().getAsInt(), new Progress.None())
                : new Progress.None())
        .slots(condition == Condition.HEALTHY)
        .logsAs(cluster.jobManager ? OptionalInt.of(cluster.logsAs) : OptionalInt.empty())
        .sighting();
  }

  private Sighting afterItsEnd(Application application, Watch watch) {
    Progress progress =
        watch
            .savepoint()
            .map(name -> location(application, name))
            .filter(saved::containsKey)
            .<Progress>map(Progress.Done::new)
            .orElse(new Progress.None());
    return Sighting.looked(Condition.ABSENT)
        .newestCheckpoint(newestOf(watch.launch().orElseThrow().deployment()), false)
        .saved(progress)
        .sighting();
  }

  private Optional<String> newestOf(DeploymentId deployment) {
    return Optional.ofNullable(newestCheckpoints.get(deployment));
  }

  private Sighting remains(Application application, Watch watch) {
    boolean litter =
        switch (watch.remains()) {
          case NONE, DEPLOYMENT -> false;
          case ALL -> saved.keySet().stream().anyMatch(at -> at.startsWith(application.uid()));
          case ALL_BUT_SNAPSHOTS ->
              saved.keySet().stream().anyMatch(at -> at.startsWith(application.uid() + "/chk"));
        };
    return Sighting.looked(Condition.ABSENT).litter(litter).sighting();
  }

  private Condition condition(Cluster cluster, Launch launch) {
    if (!cluster.started.contains(launch.incarnation())) {
      return Condition.ABSENT;
    }
    if (cluster.incarnation != launch.incarnation() || !cluster.jobManager) {
      return Condition.LOST;
    }
    if (blind) {
      return Condition.UNKNOWN;
    }
    if (cluster.job == Condition.HEALTHY && !cluster.taskManager) {
      return Condition.COMING_UP;
    }
    return cluster.job;
  }

  private Progress savepoint(Application application, Cluster cluster, SnapshotName name) {
    String location = location(application, name);
    if (saved.containsKey(location)) {
      return new Progress.Done(location);
    }
    return cluster.jobManager
        ? cluster.savepoints.getOrDefault(name, new Progress.None())
        : new Progress.None();
  }

  private static String location(Application application, SnapshotName name) {
    return application.uid() + "/snap/" + name;
  }

  @Override
  public void deploy(Application application, Version version, Launch launch) {
    dieHalfWay();
    Cluster cluster = clusters.computeIfAbsent(launch.deployment(), id -> new Cluster(application));
    if (cluster.started.add(launch.incarnation())) {
      cluster.jobManager = true;
      cluster.taskManager = true;
      cluster.incarnation = launch.incarnation();
      cluster.logsAs = launch.version();
      cluster.checkpointed = false;
      cluster.savepoints.clear();
      cluster.stopping = Optional.empty();
      cluster.job = Condition.COMING_UP;
      cluster.stateRefused =
          launch.origin().at().filter(at -> refuses(launch.version(), at)).isPresent();
      cluster.counted = restored(launch.origin());
      onDeploy.accept(application, launch.origin());
      if (!cluster.stateRefused) {
        onRestore.accept(application, cluster.counted);
      }
    } else if (cluster.jobManager && cluster.incarnation == launch.incarnation()) {
      cluster.taskManager = true;
    }
    dieHalfWay();
  }

  private long restored(Origin origin) {
    if (origin instanceof Origin.Restore restore) {
      return at(restore.location());
    }
    return origin instanceof Origin.Resume resume ? at(resume.location()) : 0;
  }

  private long at(String location) {
    Long counted = saved.get(location);
    if (counted == null) {
      throw new AssertionError("restored from state that is not there: " + location);
    }
    return counted;
  }

  @Override
  public void halt(Application application, Launch launch) {
    dieHalfWay();
    Optional.ofNullable(clusters.get(launch.deployment()))
        .ifPresent(
            cluster -> {
              cluster.jobManager = false;
              cluster.taskManager = false;
            });
    dieHalfWay();
  }

  @Override
  public void remove(Application application, Launch launch) {
    dieHalfWay();
    clusters.remove(launch.deployment());
    dieHalfWay();
  }

  @Override
  public void save(Application application, Launch launch, SnapshotName name) {
    savepoint(launch, name, false);
  }

  @Override
  public void stopAndSave(
      Application application, Launch launch, SnapshotName name, Format format) {
    savepoint(launch, name, true);
  }

  private void savepoint(Launch launch, SnapshotName name, boolean stop) {
    dieHalfWay();
    Cluster cluster = clusters.get(launch.deployment());
    if (cluster == null || !cluster.jobManager || cluster.incarnation != launch.incarnation()) {
      return;
    }
    cluster.savepoints.putIfAbsent(
        name,
        savepointsFail ? new Progress.Failed("no savepoints today") : new Progress.UnderWay());
    if (stop) {
      cluster.stopping = Optional.of(name);
    }
    dieHalfWay();
  }

  @Override
  public void check(
      Application application,
      Version target,
      Launch running,
      Change change,
      Optional<String> state) {
    dieHalfWay();
    state.ifPresent(this::at);
    checks.put(application.uid() + target.number(), checked(target.number(), state));
    dieHalfWay();
  }

  private Progress checked(int version, Optional<String> state) {
    if (versionsThatFailTheCheck.contains(version)) {
      return new Progress.Failed("made to fail its check");
    }
    boolean refused = checksSeeState && state.filter(at -> refuses(version, at)).isPresent();
    return refused ? new Progress.StateRefused("no use for it") : new Progress.Done("fits");
  }

  private boolean refuses(int version, String location) {
    return writtenBy.getOrDefault(location, 0)
        > newestReadable.getOrDefault(version, Integer.MAX_VALUE);
  }

  @Override
  public void endCheck(Application application, Change change) {
    checks.put(application.uid() + change.target(), new Progress.Failed("took too long"));
  }

  @Override
  public void sweep(Application application, Launch launch) {}

  @Override
  public void tuneLogs(Application application, Version version, Launch launch) {
    dieHalfWay();
    Optional.ofNullable(clusters.get(launch.deployment()))
        .ifPresent(cluster -> cluster.logsAs = version.number());
    dieHalfWay();
  }

  @Override
  public void discard(Application application, Snapshot snapshot) {
    dieHalfWay();
    snapshot.location().ifPresent(saved::remove);
    dieHalfWay();
  }

  @Override
  public void purge(Application application, boolean keepSnapshots) {
    dieHalfWay();
    saved.keySet().removeIf(at -> at.startsWith(application.uid() + (keepSnapshots ? "/chk" : "")));
    dieHalfWay();
  }

  @Override
  public Optional<URI> web(Application application, Launch launch) {
    return Optional.empty();
  }

  private void dieHalfWay() {
    if (diesInNextStep) {
      diesInNextStep = false;
      throw new ServerDied();
    }
  }

  /**
   * Lets time pass inside every cluster: jobs come up, count, finish the savepoints they were asked
   * for.
   */
  public void work() {
    for (Cluster cluster : clusters.values()) {
      if (!cluster.jobManager || !cluster.taskManager) {
        continue;
      }
      if (cluster.job == Condition.COMING_UP
          && !cluster.stateRefused
          && !versionsThatNeverRun.contains(version(cluster))) {
        cluster.job = Condition.HEALTHY;
      } else if (cluster.job == Condition.COMING_UP) {
        cluster.job = Condition.FAILED;
      }
      if (cluster.job == Condition.HEALTHY) {
        cluster.counted++;
        completeSavepoints(cluster);
      }
    }
  }

  private int version(Cluster cluster) {
    return clusters.entrySet().stream()
        .filter(entry -> entry.getValue() == cluster)
        .map(entry -> entry.getKey().value().replaceAll(".*-v([0-9]+)-.*", "$1"))
        .map(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }

  private void completeSavepoints(Cluster cluster) {
    for (Map.Entry<SnapshotName, Progress> each : cluster.savepoints.entrySet()) {
      if (each.getValue() instanceof Progress.UnderWay) {
        String location = location(cluster.owner, each.getKey());
        saved.put(location, cluster.counted);
        writtenBy.put(location, version(cluster));
        each.setValue(new Progress.Done(location));
        if (cluster.stopping.filter(each.getKey()::equals).isPresent()) {
          cluster.job = Condition.FINISHED;
        }
      }
    }
  }

  /** Completes a checkpoint in every job that runs; the one before is deleted, as Flink does. */
  public void checkpoint() {
    clusters.forEach(
        (id, cluster) -> {
          if (cluster.jobManager && cluster.taskManager && cluster.job == Condition.HEALTHY) {
            newestOf(id).ifPresent(saved::remove);
            String location = cluster.owner.uid() + "/chk/" + id + "/" + ++cluster.checkpoints;
            saved.put(location, cluster.counted);
            writtenBy.put(location, version(cluster));
            newestCheckpoints.put(id, location);
            cluster.checkpointed = true;
          }
        });
  }

  public void killJobManagers() {
    clusters.values().forEach(cluster -> cluster.jobManager = false);
  }

  public void killTaskManagers() {
    clusters.values().forEach(cluster -> cluster.taskManager = false);
  }

  public void endJobs(Condition how) {
    clusters.values().stream()
        .filter(cluster -> cluster.job == Condition.HEALTHY && cluster.alive())
        .forEach(cluster -> cluster.job = how);
  }

  public void blind(boolean now) {
    blind = now;
  }

  public void failSavepoints(boolean now) {
    savepointsFail = now;
  }

  public void dieInNextStep() {
    diesInNextStep = true;
  }

  public void heal() {
    blind = false;
    savepointsFail = false;
    diesInNextStep = false;
  }

  public void failCheckOf(int version) {
    versionsThatFailTheCheck.add(version);
  }

  public void neverRun(int version) {
    versionsThatNeverRun.add(version);
  }

  /** The code of {@code version} has no use for state that later versions have written. */
  public void refuseStateAfter(int newest, int version) {
    newestReadable.put(version, newest);
  }

  public boolean refusesState(int version) {
    return newestReadable.containsKey(version);
  }

  /** Whether a check finds out what a restore would refuse. */
  public void checksSeeState(boolean now) {
    checksSeeState = now;
  }

  /** Told of every start: the application and what its job has counted. */
  public void onRestore(BiConsumer<Application, Long> told) {
    onRestore = told;
  }

  public void onDeploy(BiConsumer<Application, Origin> told) {
    onDeploy = told;
  }

  /** What the job of an application has counted, if it has one. */
  public Optional<Long> counted(Application application) {
    return alive(application).stream().map(cluster -> cluster.counted).findFirst();
  }

  /** The version by which what runs of an application logs. */
  public OptionalInt logsAs(Application application) {
    return alive(application).stream().mapToInt(cluster -> cluster.logsAs).findFirst();
  }

  /** How many clusters of an application have processes. */
  public int running(Application application) {
    return alive(application).size();
  }

  private List<Cluster> alive(Application application) {
    List<Cluster> alive = new ArrayList<>();
    for (Cluster cluster : clusters.values()) {
      if (cluster.owner.uid().equals(application.uid()) && cluster.alive()) {
        alive.add(cluster);
      }
    }
    return alive;
  }

  /** The count that the newest checkpoint of the running cluster holds. */
  public Optional<Long> safe(Application application) {
    return clusters.entrySet().stream()
        .filter(each -> each.getValue().owner.uid().equals(application.uid()))
        .filter(each -> each.getValue().alive() && each.getValue().job == Condition.HEALTHY)
        .flatMap(each -> newestOf(each.getKey()).stream())
        .map(saved::get)
        .findFirst();
  }

  /** What state that lies there has counted. */
  Optional<Long> savedAt(String location) {
    return Optional.ofNullable(saved.get(location));
  }

  /** Puts state somewhere, as a copy of it does. */
  void keep(String location, long counted) {
    saved.put(location, counted);
  }

  void forget(String location) {
    saved.remove(location);
  }

  public boolean hasFilesOf(String uid) {
    return saved.keySet().stream().anyMatch(at -> at.startsWith(uid));
  }
}
