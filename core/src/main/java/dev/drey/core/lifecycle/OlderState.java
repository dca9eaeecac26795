package dev.drey.core.lifecycle;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A snapshot to go back to where the newest state is refused. What was read since it was taken is
 * read again, and what was written is written again, so the operation says from when.
 *
 * @param deployment that would restore it, if another one has failed to restore something newer
 * @param patience how long that may take to come up
 */
public record OlderState(
    DeploymentId deployment, Origin origin, Instant takenAt, Duration patience) {

  Set<SnapshotName> needs() {
    return origin.needs();
  }

  String told(String cause) {
    return "the newest state was refused (" + cause + "); " + again(takenAt);
  }

  /** What restoring something older means to whoever reads the output. */
  public static String again(Instant takenAt) {
    return "it went on from the state of "
        + takenAt
        + ": input from then on is processed and written again";
  }

  Launch launch(int version) {
    return Launch.first(deployment, version, origin);
  }
}
