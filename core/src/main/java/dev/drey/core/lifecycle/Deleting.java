package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Watch.Remains;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.Optional;

/** On the way out: the processes first, then the files, then the application itself. */
public record Deleting(Optional<Launch> deployment, boolean keepSnapshots) implements Phase {
  @Override
  public Status status() {
    return Status.DELETING;
  }

  @Override
  public Watch watch() {
    return deployment
        .map(Watch::toTheEnd)
        .orElse(Watch.forRemains(keepSnapshots ? Remains.ALL_BUT_SNAPSHOTS : Remains.ALL));
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    if (seen.condition() == Condition.UNKNOWN) {
      return Plan.stay(this);
    }
    if (deployment.isPresent() && (seen.processes() || seen.condition() != Condition.ABSENT)) {
      return Plan.stay(this, new Step.Remove(deployment.get()));
    }
    if (deployment.isPresent()) {
      return Plan.become(new Deleting(Optional.empty(), keepSnapshots));
    }
    if (seen.litter()) {
      return Plan.stay(this, new Step.Purge(keepSnapshots));
    }
    return Plan.become(this, new Entry.Gone(keepSnapshots));
  }
}
