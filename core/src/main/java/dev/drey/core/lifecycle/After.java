package dev.drey.core.lifecycle;

import dev.drey.core.model.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What comes when the processes of a deployment are gone. */
public sealed interface After {
  /** {@code seen} shows the deployment after its end, so its newest checkpoint is its last. */
  Phase enter(Sighting seen, Instant now);

  default Set<SnapshotName> needs() {
    return Set.of();
  }

  default List<Entry> cancelled() {
    return List.of();
  }

  /**
   * Nothing.
   *
   * @param leaves whether the state it ended with is for the next start
   * @param leftAt where that lies if it has completed no checkpoint
   */
  record Rest(boolean leaves, Optional<String> leftAt, Optional<String> note) implements After {
    static final Rest CLEANLY = new Rest(false, Optional.empty(), Optional.empty());

    static Rest leaving(Launch launch, String note) {
      return new Rest(true, launch.origin().unnamed(), Optional.of(note));
    }

    @Override
    public Phase enter(Sighting seen, Instant now) {
      return new Phase.Ready(leaves ? seen.newestCheckpoint().or(() -> leftAt) : leftAt, note);
    }
  }

  /** Another deployment. */
  record Begin(Launch launch, Errand errand, Duration patience) implements After {
    @Override
    public Phase enter(Sighting seen, Instant now) {
      return new Phase.Starting(launch, errand, now.plus(patience));
    }

    @Override
    public Set<SnapshotName> needs() {
      return Launch.both(launch.needs(), errand.needs());
    }

    @Override
    public List<Entry> cancelled() {
      return errand.cancelled();
    }
  }

  /**
   * Waiting for the next server.
   *
   * @param saved whether {@code origin} is what it saved last of all; otherwise a checkpoint of its
   *     own is newer
   */
  record Park(int version, Origin origin, boolean saved) implements After {
    @Override
    public Phase enter(Sighting seen, Instant now) {
      Optional<Origin> newer = seen.newestCheckpoint().filter(at -> !saved).map(Origin.Resume::new);
      return new Phase.Parked(version, newer.orElse(origin).left());
    }

    @Override
    public Set<SnapshotName> needs() {
      return origin.needs();
    }
  }
}
