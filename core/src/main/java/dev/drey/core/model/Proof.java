package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What reading a snapshot to its end has shown.
 *
 * @param damage what is not as it should be; absent for one that is whole
 */
public record Proof(Instant at, long files, long bytes, Optional<String> damage) {
  public boolean isGood() {
    return damage.isEmpty();
  }
}
