package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.runtime.state.ApplicationState;
import dev.drey.runtime.state.ApplicationState.Checkpoint;
import dev.drey.runtime.state.ApplicationState.Savepoint;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an incarnation goes on from, chosen when none of an earlier one can write any more. Whoever
 * asked for it chose a moment ago, and the old one may have completed a checkpoint since, or the
 * savepoint it was told to stop with: its sinks have then committed what came before, and going
 * further back would write that again.
 */
final class Origins {
  private final ApplicationState state;
  private final DeploymentFolder deployment;

  Origins(Site site, Application application, DeploymentFolder deployment) {
    this.state = site.state(application);
    this.deployment = deployment;
  }

  Origin choose(Launch launch) {
    if (launch.incarnation() == 1) {
      return launch.origin();
    }
    Optional<Checkpoint> newest = state.newest(launch.deployment());
    Optional<Stop> stop = stop(launch.incarnation());
    if (stop.isPresent() && isNewer(stop.get(), newest)) {
      SavepointAsked asked = stop.get().asked();
      return new Origin.Restore(
          stop.get().savepoint().location(), Optional.of(asked.name()), false);
    }
    return newest
        .<Origin>map(checkpoint -> new Origin.Resume(checkpoint.location()))
        .orElse(launch.origin());
  }

  /** The number of the checkpoint, where the origin is one of the deployment's own; 0 for none. */
  static long number(Origin origin) {
    return origin instanceof Origin.Resume resume
        ? Long.parseLong(resume.location().substring(resume.location().lastIndexOf('-') + 1))
        : 0;
  }

  private record Stop(SavepointAsked asked, Savepoint savepoint) {}

  private Optional<Stop> stop(int before) {
    return deployment.incarnations().stream()
        .filter(incarnation -> incarnation.number() < before)
        .flatMap(incarnation -> SavepointAsked.of(incarnation).stream())
        .filter(SavepointAsked::stop)
        .flatMap(this::complete)
        .max(Comparator.comparing(found -> found.savepoint().written()));
  }

  private Stream<Stop> complete(SavepointAsked asked) {
    return state.savepoint(asked.name(), asked.trigger()).stream()
        .map(savepoint -> new Stop(asked, savepoint));
  }

  private static boolean isNewer(Stop stop, Optional<Checkpoint> checkpoint) {
    return checkpoint.isEmpty() || !stop.savepoint().written().isBefore(checkpoint.get().written());
  }
}
