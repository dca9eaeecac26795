package dev.drey.runtime.process;

import dev.drey.core.control.Artifacts;
import dev.drey.core.control.FlinkRuntime;
import dev.drey.core.control.Proving;
import dev.drey.core.control.SetOptions;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Step.Format;
import dev.drey.core.lifecycle.Watch;
import dev.drey.core.logs.ApplicationLogs;
import dev.drey.core.logs.ProcessLog;
import dev.drey.core.metrics.Probe;
import dev.drey.core.metrics.Vitals;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Proof;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import dev.drey.core.options.SetOption;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.rest.FlinkRest;
import dev.drey.runtime.state.StateFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Real Flink as processes of this machine, one JobManager and its TaskManagers for each deployment.
 * All that is known about them lies in files, so that the next server finds what this one started.
 */
public final class ProcessRuntime
    implements FlinkRuntime, Probe, Proving, SetOptions, ApplicationLogs, AutoCloseable {
  /** Where state lies in the home, unless it lies in a bucket. */
  public static final String STATE = "state";

  private final Flinks flinks;
  private final StateFolder folder;
  private final Launcher launcher;
  private final Site site;
  private final Layout layout;
  private final KeptLogs kept;
  private final Starting starting;
  private final Savepoints savepoints;
  private final Checks checks;
  private final Litter litter;
  private final Removing removing;
  private final Looking looking;
  private final Metrics metrics;
  private final Proofs proofs;

  private ProcessRuntime(Site site, Flinks flinks, Launcher launcher, Artifacts artifacts) {
    this.flinks = flinks;
    this.folder = site.folder();
    this.launcher = launcher;
    this.site = site;
    var ending = new Ending(site.kernel(), site.clock());
    this.layout = new Layout(site, artifacts, launcher.view());
    this.kept = new KeptLogs(site);
    this.starting = new Starting(site, flinks, layout, launcher, ending, kept);
    this.savepoints = new Savepoints(site);
    this.checks = new Checks(site, flinks, layout, launcher, ending);
    this.litter = new Litter(site, ending);
    this.removing = new Removing(site, ending, litter, kept, new PastJobs(site));
    this.looking = new Looking(site, savepoints, checks, litter);
    this.metrics = new Metrics(site);
    this.proofs = new Proofs(site, flinks, layout, launcher);
  }

  /**
   * Looks at what there is to run Flink with, and at what the system allows.
   *
   * @throws dev.drey.core.model.Refused if there is no Flink, or not the Java for it
   */
  public static ProcessRuntime open(ProcessSettings settings, Artifacts artifacts, Clock clock) {
    Flinks flinks = Flinks.of(settings);
    Path clusters = settings.home().resolve("clusters");
    Launcher launcher = Launcher.prepare(clusters.resolve(".launcher"));
    Trees.delete(new Home(clusters).proofs()); // they ended with the server that asked
    var site =
        new Site(
            settings,
            new Home(clusters),
            settings.state().open(settings.home().resolve(STATE)),
            ProcFs.ofThisMachine(),
            FlinkRest.client(),
            clock);
    return new ProcessRuntime(site, flinks, launcher, artifacts);
  }

  /** How applications get an {@code /etc/flink} of their own, and why not better. */
  public EtcView etc() {
    return launcher.view();
  }

  @Override
  public Set<RuntimeEnvironment> environments() {
    return flinks.environments();
  }

  @Override
  public Optional<String> missing(Configuration configuration) {
    return configuration.python().isPresent()
        ? site.settings().python().missing(configuration.runtime())
        : Optional.empty();
  }

  @Override
  public Sighting look(Application application, Watch watch) {
    return looking.look(application, watch);
  }

  @Override
  public void deploy(Application application, Version version, Launch launch) {
    starting.deploy(application, version, launch);
  }

  @Override
  public void halt(Application application, Launch launch) {
    removing.halt(application, launch);
  }

  @Override
  public void remove(Application application, Launch launch) {
    removing.remove(application, launch);
    DeploymentFolder deployment = site.deployment(application, launch.deployment());
    if (!deployment.exists()) {
      looking.forget(deployment);
    }
  }

  @Override
  public void save(Application application, Launch launch, SnapshotName name) {
    savepoints.save(application, launch, name);
  }

  @Override
  public void stopAndSave(
      Application application, Launch launch, SnapshotName name, Format format) {
    savepoints.stopAndSave(application, launch, name, format);
  }

  @Override
  public void check(
      Application application,
      Version target,
      Launch running,
      Change change,
      Optional<String> state) {
    checks.begin(application, target, running, change, state);
  }

  @Override
  public void endCheck(Application application, Change change) {
    checks.end(application, change);
  }

  @Override
  public void sweep(Application application, Launch launch) {
    litter.sweep(application, launch);
  }

  @Override
  public void tuneLogs(Application application, Version version, Launch launch) {
    DeploymentFolder deployment = site.deployment(application, launch.deployment());
    layout.logs(application, version, deployment.incarnation(launch.incarnation()));
  }

  @Override
  public void discard(Application application, Snapshot snapshot) {
    savepoints.discard(application, snapshot);
  }

  @Override
  public void purge(Application application, boolean keepSnapshots) {
    removing.purge(application, keepSnapshots);
  }

  @Override
  public Optional<URI> web(Application application, Launch launch) {
    Incarnation incarnation =
        site.deployment(application, launch.deployment()).incarnation(launch.incarnation());
    return incarnation.jobManager().running(site.kernel()).isPresent()
        ? incarnation.read().map(IncarnationFacts::rest)
        : Optional.empty();
  }

  @Override
  public Optional<Vitals> vitals(Application application, Version running) {
    return metrics.of(application, running);
  }

  @Override
  public Collection<SetOption> options(Application application, Version version) {
    DeploymentId deployment =
        application
            .phase()
            .launch()
            .map(Launch::deployment)
            .orElseGet(() -> application.deployment(version.number(), 1));
    FlinkJvms jvms = flinks.of(version.configuration().runtime());
    return layout.lasting(application, version, deployment, jvms).all();
  }

  /** What Flink said of the application's last job as it ended, if it did by itself. */
  public Optional<PastJob> past(Application application, Version version) {
    List<Path> archives = new PastJobs(site).last(application);
    return archives.isEmpty()
        ? Optional.empty()
        : flinks
            .of(version.configuration().runtime())
            .dashboard()
            .map(jar -> new PastJob(archives, jar));
  }

  @Override
  public Proof prove(Exhibit exhibit) {
    return proofs.prove(exhibit);
  }

  @Override
  public List<ProcessLog> logs(Application application) {
    return new LogShelf(site).logs(application);
  }

  /** Keeps what the application's JVMs themselves print within the bound of a log. */
  public void boundPrints(Application application) {
    kept.boundPrints(application);
  }

  /** Lets go of connections; what runs runs on. */
  @Override
  public void close() {
    folder.close();
  }
}
