package dev.drey.core.control;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Timestamps that callers give back: clients keep them no finer than a second. */
final class Seconds {
  private Seconds() {}

  /** Refuses a timestamp that is not the one of the thing it is to prove. */
  static void same(String member, Instant said, Object thing, Instant createdAt) {
    if (!said.truncatedTo(ChronoUnit.SECONDS).equals(createdAt.truncatedTo(ChronoUnit.SECONDS))) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          member + " is " + said + ", but " + thing + " was created at " + createdAt);
    }
  }
}
