package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.lifecycle.Step.Format;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.rest.FlinkRest;
import dev.drey.runtime.rest.SavepointSeen;
import dev.drey.runtime.state.ApplicationState;
import dev.drey.runtime.state.ApplicationState.Savepoint;
import java.io.IOException;
import java.util.Optional;

/** Asks for savepoints and finds out what became of them. */
final class Savepoints {
  private final Site site;

  Savepoints(Site site) {
    this.site = site;
  }

  void save(Application application, Launch launch, SnapshotName name) {
    ask(application, launch, SavepointAsked.now(name, false), Format.CANONICAL);
  }

  void stopAndSave(Application application, Launch launch, SnapshotName name, Format format) {
    ask(application, launch, SavepointAsked.now(name, true), format);
  }

  private void ask(Application application, Launch launch, SavepointAsked fresh, Format format) {
    Incarnation incarnation = incarnation(application, launch);
    Optional<IncarnationFacts> facts = incarnation.read();
    if (facts.isEmpty()) {
      return;
    }
    SavepointAsked asked = writtenDown(incarnation, fresh);
    ApplicationState state = site.state(application);
    if (state.savepoint(asked.name(), asked.trigger()).isPresent()) {
      return;
    }
    String job = ApplicationState.job(launch.deployment());
    String target = state.target(asked.name(), asked.trigger());
    FlinkRest rest = site.rest(facts.get());
    try {
      if (asked.stop()) {
        rest.stop(job, asked.trigger(), target, format.name());
      } else {
        rest.savepoint(job, asked.trigger(), target, format.name());
      }
    } catch (IOException e) {
      throw new Unavailable("cannot ask for savepoint " + asked.name() + ": " + e.getMessage(), e);
    }
  }

  private static SavepointAsked writtenDown(Incarnation incarnation, SavepointAsked fresh) {
    var file = incarnation.savepoint(fresh.name());
    Optional<SavepointAsked> before = SavepointAsked.read(file);
    if (before.isPresent()) {
      return before.get();
    }
    fresh.write(file);
    return fresh;
  }

  /** How far it is, for an incarnation that was seen in this condition a moment before. */
  Progress look(Application application, Launch launch, SnapshotName name, Condition condition) {
    Incarnation incarnation = incarnation(application, launch);
    Optional<SavepointAsked> asked = SavepointAsked.read(incarnation.savepoint(name));
    if (asked.isEmpty() || condition == Condition.UNKNOWN) {
      return new Progress.None();
    }
    Optional<SavepointSeen> told =
        condition == Condition.LOST || condition == Condition.ABSENT
            ? Optional.empty()
            : told(incarnation, asked.get().trigger());
    Optional<Savepoint> written = site.state(application).savepoint(name, asked.get().trigger());
    return progress(told, written, condition);
  }

  /**
   * What is complete on disk counts, whatever Flink says or has forgotten; only while the job still
   * runs Flink's word is waited for.
   */
  private static Progress progress(
      Optional<SavepointSeen> told, Optional<Savepoint> written, Condition condition) {
    boolean underWay = told.isPresent() && !told.get().complete() && told.get().failure().isEmpty();
    if (underWay && !(condition == Condition.FINISHED && written.isPresent())) {
      return new Progress.UnderWay();
    }
    if (written.isPresent()) {
      return new Progress.Done(written.get().location());
    }
    if (told.isEmpty()) {
      return new Progress.None();
    }
    return new Progress.Failed(
        told.get()
            .failure()
            .map(Causes::ofTrace)
            .orElse("Flink says it is complete, but its _metadata is not there"));
  }

  private Optional<SavepointSeen> told(Incarnation incarnation, String trigger) {
    Optional<IncarnationFacts> facts = incarnation.read();
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    try {
      String job = ApplicationState.job(incarnation.deployment());
      return site.rest(facts.get()).savepoint(job, trigger);
    } catch (IOException e) {
      throw new Unavailable("cannot ask about a savepoint: " + e.getMessage(), e);
    }
  }

  /** What was asked is forgotten first, so that a later snapshot of this name is another one. */
  void discard(Application application, Snapshot snapshot) {
    for (DeploymentFolder deployment : site.home().deployments(application)) {
      for (Incarnation incarnation : deployment.incarnations()) {
        Trees.delete(incarnation.savepoint(snapshot.name()));
      }
    }
    site.state(application).discard(snapshot);
  }

  private Incarnation incarnation(Application application, Launch launch) {
    return site.deployment(application, launch.deployment()).incarnation(launch.incarnation());
  }
}
