package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What reading a snapshot to its end has shown.
 *
 * @param damage what is not as it should be; absent for one that is whole
 * @param untried what could not be looked at and says nothing therefore; absent where all was
 */
public record Proof(
    Instant at, long files, long bytes, Optional<String> damage, Optional<String> untried) {
  public boolean isGood() {
    return damage.isEmpty();
  }
}
