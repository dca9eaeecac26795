package dev.drey.core.lifecycle;

import dev.drey.core.model.SnapshotName;
import java.util.Optional;
import java.util.Set;

/** What the state of a deployment comes from. */
public sealed interface Origin {

  /** From nothing: chosen by name, or because there never was any state. */
  record Empty() implements Origin {}

  /**
   * From state that Drey owns and Flink may not delete (NO_CLAIM): a snapshot, or the last
   * checkpoint of a deployment that is gone.
   *
   * @param snapshot its name; absent for such a checkpoint
   */
  record Restore(String location, Optional<SnapshotName> snapshot, boolean allowNonRestoredState)
      implements Origin {}

  /** From this very deployment's newest completed checkpoint, which Flink takes over (CLAIM). */
  record Resume(String location) implements Origin {}

  /** The named snapshot it stands on, if it stands on one. */
  default Set<SnapshotName> needs() {
    return this instanceof Restore restore
        ? restore.snapshot().map(Set::of).orElse(Set.of())
        : Set.of();
  }

  /** Where that state lies. */
  default Optional<String> at() {
    if (this instanceof Restore restore) {
      return Optional.of(restore.location());
    }
    return this instanceof Resume resume ? Optional.of(resume.location()) : Optional.empty();
  }

  /** The same, leaving behind what no operator takes, or refusing to. */
  default Origin leaving(boolean nonRestoredState) {
    return this instanceof Restore restore
        ? new Restore(restore.location(), restore.snapshot(), nonRestoredState)
        : this;
  }

  /** State that no snapshot names and that would be forgotten if this deployment never came up. */
  default Optional<String> unnamed() {
    if (this instanceof Resume resume) {
      return Optional.of(resume.location());
    }
    return this instanceof Restore restore && restore.snapshot().isEmpty()
        ? Optional.of(restore.location())
        : Optional.empty();
  }

  /**
   * The same as another deployment restores it: Flink may not take over what lies in a folder of
   * someone else's.
   */
  default Origin left() {
    return this instanceof Resume resume
        ? new Restore(resume.location(), Optional.empty(), false)
        : this;
  }
}
