package dev.drey.core.lifecycle;

import dev.drey.core.model.OperationId;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * Nothing runs.
 *
 * @param leftAt state newer than any snapshot that a job which ended by itself left behind
 * @param note why it is here, if not because somebody asked for it
 */
public record Ready(Optional<String> leftAt, Optional<String> note) implements Phase {
  public static final Ready NEW = new Ready(Optional.empty(), Optional.empty());

  @Override
  public Status status() {
    return Status.READY;
  }

  @Override
  public Optional<String> left() {
    return leftAt;
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
  public Phase amend(OperationId operation, int version) {
    return new Amending(this, operation);
  }

  @Override
  public Phase delete(boolean keepSnapshots) {
    return new Deleting(Optional.empty(), keepSnapshots);
  }
}
