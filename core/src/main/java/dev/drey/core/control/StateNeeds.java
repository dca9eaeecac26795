package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Parked;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which state an application may still come to need.
 *
 * @param snapshots all of them, whatever their status: as long as one is known, what there is of it
 *     stays
 */
public record StateNeeds(Application application, List<Snapshot> snapshots) {
  public StateNeeds {
    snapshots = List.copyOf(snapshots);
  }

  /** While anything is under way, all of it. */
  public boolean isEverything() {
    return !(isAtRest() || application.phase() instanceof Running);
  }

  /** Whether nothing of it runs, nor is about to. */
  public boolean isAtRest() {
    Phase phase = application.phase();
    return phase instanceof Ready || phase instanceof Parked;
  }

  /** Those whose checkpoints are being written. */
  public Set<DeploymentId> deployments() {
    return application.phase().launch().map(Launch::deployment).map(Set::of).orElseGet(Set::of);
  }

  /** Where state lies that it goes on from, or came from. */
  public Set<String> locations() {
    Set<String> locations = new HashSet<>();
    Phase phase = application.phase();
    Stream.of(
            phase.launch().flatMap(launch -> launch.origin().at()),
            phase instanceof Ready ready ? ready.leftAt() : Optional.<String>empty(),
            phase instanceof Parked parked ? parked.origin().at() : Optional.<String>empty())
        .flatMap(Optional::stream)
        .forEach(locations::add);
    snapshots.stream().flatMap(snapshot -> snapshot.location().stream()).forEach(locations::add);
    return locations;
  }
}
