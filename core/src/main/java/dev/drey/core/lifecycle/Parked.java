package dev.drey.core.lifecycle;

import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Stopped because the server was: it runs again when the server does.
 *
 * @param origin what it goes on from
 */
public record Parked(int version, Origin origin) implements Phase {
  @Override
  public Status status() {
    return Status.READY;
  }

  @Override
  public Set<SnapshotName> needs() {
    return origin.needs();
  }

  @Override
  public Optional<String> left() {
    return origin.unnamed();
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    return Plan.stay(this);
  }

  @Override
  public Phase start(Launch launch, Errand errand, Instant giveUpAt) {
    return new Starting(launch, errand, giveUpAt);
  }

  @Override
  public Phase delete(boolean keepSnapshots) {
    return new Deleting(Optional.empty(), keepSnapshots);
  }
}
