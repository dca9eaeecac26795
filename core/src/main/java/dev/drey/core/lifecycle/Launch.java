package dev.drey.core.lifecycle;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.SnapshotName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A deployment as it is to be started.
 *
 * @param incarnation counts the times its JobManager was started, from 1: each is started at most
 *     once
 */
public record Launch(DeploymentId deployment, int version, int incarnation, Origin origin) {

  public static Launch first(DeploymentId deployment, int version, Origin origin) {
    return new Launch(deployment, version, 1, origin);
  }

  Set<SnapshotName> needs() {
    return origin.needs();
  }

  /** The same under the number of a version that differs from its own in nothing that runs. */
  Launch as(int otherVersion) {
    return new Launch(deployment, otherVersion, incarnation, origin);
  }

  /** The same, restoring something else. */
  Launch from(Origin other) {
    return new Launch(deployment, version, incarnation, other);
  }

  /**
   * The next incarnation: from the newest completed checkpoint, or where none was completed from
   * what this one started from.
   */
  public Launch again(Optional<String> newestCheckpoint) {
    Origin next = newestCheckpoint.<Origin>map(Origin.Resume::new).orElse(origin);
    return new Launch(deployment, version, incarnation + 1, next);
  }

  static Set<SnapshotName> both(Set<SnapshotName> some, Set<SnapshotName> others) {
    Set<SnapshotName> all = new HashSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }
}
