package dev.drey.core.lifecycle;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
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

    /** The same, with other state for the next start where this leaves none. */
    Rest or(Optional<String> other) {
      return new Rest(leaves, leftAt.or(() -> other), note);
    }

    @Override
    public Phase enter(Sighting seen, Instant now) {
      return new Ready(leaves ? seen.newestCheckpoint().or(() -> leftAt) : leftAt, note);
    }
  }

  /** Another deployment. */
  record Begin(Launch launch, Errand errand, Duration patience) implements After {
    @Override
    public Phase enter(Sighting seen, Instant now) {
      return new Starting(launch, errand, now.plus(patience));
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
   * Another version, from what one has left that could not save its state any more.
   *
   * @param origin what that one was started from, if it has completed no checkpoint since
   */
  record GoOn(Change change, Origin origin) implements After {
    @Override
    public Phase enter(Sighting seen, Instant now) {
      Origin newest = seen.newestCheckpoint().<Origin>map(Origin.Resume::new).orElse(origin).left();
      return new Starting(
          change.launch(newest), change.errand(newest, now), now.plus(change.timeouts().start()));
    }

    @Override
    public Set<SnapshotName> needs() {
      return Launch.both(change.needs(), origin.needs());
    }

    @Override
    public List<Entry> cancelled() {
      return List.of(new Entry.OperationEnded(change.operation(), Operation.State.CANCELLED));
    }
  }

  /**
   * The version that ran before an update, which somebody called off when the new version was
   * already on its way up. If that has completed a checkpoint, its output is out, and the
   * checkpoint is tried before the older savepoint.
   *
   * @param spare the deployment that would restore the savepoint then
   */
  record Undo(Errand.Fallback back, OperationId operation, DeploymentId spare) implements After {
    @Override
    public Phase enter(Sighting seen, Instant now) {
      Errand errand = Errand.rollBack(operation);
      Instant giveUpAt = now.plus(back.patience());
      return seen.newestCheckpoint()
          .map(newer -> new Origin.Restore(newer, Optional.empty(), false))
          .map(
              newer ->
                  new Starting(
                      back.launch().from(newer), errand.withOlder(back.asOlder(spare)), giveUpAt))
          .orElseGet(() -> new Starting(back.launch(), errand, giveUpAt));
    }

    @Override
    public Set<SnapshotName> needs() {
      return back.launch().needs();
    }

    @Override
    public List<Entry> cancelled() {
      return Errand.rollBack(operation).cancelled();
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
      return new Parked(version, newer.orElse(origin).left());
    }

    @Override
    public Set<SnapshotName> needs() {
      return origin.needs();
    }
  }
}
