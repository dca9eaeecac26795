package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.rest.JobSeen;
import dev.drey.runtime.state.ApplicationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ends what runs and deletes what it leaves. */
final class Removing {
  private final Site site;
  private final Ending ending;
  private final Litter litter;
  private final KeptLogs kept;
  private final PastJobs past;

  Removing(Site site, Ending ending, Litter litter, KeptLogs kept, PastJobs past) {
    this.site = site;
    this.ending = ending;
    this.litter = litter;
    this.kept = kept;
    this.past = past;
  }

  /**
   * Ends what is left of earlier incarnations, at once: this one goes on from a checkpoint, as
   * after any crash. Its own place stays open.
   */
  void halt(Application application, Launch launch) {
    DeploymentFolder deployment = site.deployment(application, launch.deployment());
    deployment
        .placesBefore(launch.incarnation())
        .forEach(place -> ending.killed(deployment, place));
  }

  void remove(Application application, Launch launch) {
    DeploymentFolder deployment = site.deployment(application, launch.deployment());
    boolean nothingToGiveBack = hasEnded(deployment, launch);
    if (nothingToGiveBack && past.isAwaited(application, deployment)) {
      return;
    }
    boolean over = true;
    for (Path place : deployment.places()) {
      over &=
          nothingToGiveBack ? ending.killed(deployment, place) : ending.ended(deployment, place);
    }
    if (!over) {
      return;
    }
    if (deployment.exists()) {
      kept.keepPrints(deployment);
      move(deployment.path(), Home.gone(deployment));
    }
    site.home().gone(application).forEach(Trees::delete);
    litter.forget(launch.deployment());
    kept.bound(application);
    past.keepOnly(application, deployment);
  }

  /** A job that has come to its end has closed everything: its processes need no time to end. */
  private boolean hasEnded(DeploymentFolder deployment, Launch launch) {
    Incarnation incarnation = deployment.incarnation(launch.incarnation());
    var facts = incarnation.read();
    if (facts.isEmpty() || incarnation.jobManager().running(site.kernel()).isEmpty()) {
      return false;
    }
    try {
      return site.rest(facts.get())
          .job(ApplicationState.job(launch.deployment()))
          .map(JobSeen::state)
          .filter(JobSeen.State::isTerminal)
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static void move(Path from, Path to) {
    try {
      Trees.delete(to);
      Files.move(from, to);
    } catch (IOException e) {
      throw new Unavailable("cannot move " + from + " to " + to + ": " + e, e);
    }
  }

  /** Deletes all that is left, processes first. */
  void purge(Application application, boolean keepSnapshots) {
    for (DeploymentFolder deployment : site.home().deployments(application)) {
      boolean over = true;
      for (Path place : deployment.places()) {
        over &= ending.killed(deployment, place);
      }
      if (!over) {
        return;
      }
      litter.forget(deployment.id());
    }
    ApplicationState state = site.state(application);
    if (keepSnapshots) {
      state.deleteCheckpoints();
    } else {
      state.deleteAll();
    }
    Trees.delete(site.home().application(application));
  }
}
