package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.model.Version;
import dev.drey.runtime.files.Trees;
import java.util.List;

/** Brings an incarnation up, from whatever point an earlier attempt at it got to. */
final class Starting {
  private final Site site;
  private final Flinks flinks;
  private final Layout layout;
  private final Launcher launcher;
  private final Ending ending;
  private final KeptLogs kept;

  Starting(
      Site site, Flinks flinks, Layout layout, Launcher launcher, Ending ending, KeptLogs kept) {
    this.site = site;
    this.flinks = flinks;
    this.layout = layout;
    this.launcher = launcher;
    this.ending = ending;
    this.kept = kept;
  }

  void deploy(Application application, Version version, Launch launch) {
    DeploymentFolder deployment = site.deployment(application, launch.deployment());
    if (!earlierEnded(deployment, launch.incarnation())) {
      return; // a killed process is gone in a moment, and with it the last thing it could write
    }
    Incarnation incarnation = deployment.incarnation(launch.incarnation());
    if (incarnation.jobManager().isDead(site.kernel())) {
      return; // each is started once: the next one has another number
    }
    FlinkJvms jvms = flinks.of(version.configuration().runtime());
    var size = site.size(version.configuration());
    var cluster =
        new Cluster(
            jvms,
            deployment,
            incarnation,
            site.python(version, deployment.python()),
            launcher.view());
    if (!incarnation.jobManager().wasStarted()) {
      Origin origin = new Origins(site, application, deployment).choose(launch);
      prepare(application, version, deployment, incarnation, jvms, origin);
      launcher.start(cluster.jobManager(size.jobManager()));
    }
    var workers = new TaskManagers(site, incarnation);
    for (TaskManagers.Wanted wanted : workers.wanted(size.taskManagers())) {
      kept.bound(application);
      launcher.start(cluster.taskManager(size, wanted.index(), wanted.attempt()));
    }
  }

  private boolean earlierEnded(DeploymentFolder deployment, int number) {
    boolean ended = true;
    for (Incarnation earlier : deployment.incarnations()) {
      if (earlier.number() < number) {
        ended &= ending.killed(deployment, earlier.path());
      }
    }
    return ended;
  }

  private void prepare(
      Application application,
      Version version,
      DeploymentFolder deployment,
      Incarnation incarnation,
      FlinkJvms jvms,
      Origin origin) {
    if (incarnation.read().isPresent()) {
      return;
    }
    for (Incarnation earlier : deployment.incarnations()) {
      Trees.delete(earlier.temporary());
    }
    List<Integer> ports = Ports.free(2);
    layout.incarnation(application, version, deployment, incarnation, jvms, origin, ports);
    new IncarnationFacts(
            ports.get(0),
            ports.get(1),
            site.size(version.configuration()).taskManagers(),
            Origins.number(origin))
        .write(incarnation.facts());
  }
}
