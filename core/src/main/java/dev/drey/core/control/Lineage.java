package dev.drey.core.control;

import dev.drey.core.model.Version;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * How the versions of an application come from each other: what a rollback goes back to, and so
 * whose code has to be there for it.
 */
final class Lineage {
  private final IntFunction<Link> versions;

  Lineage(IntFunction<Link> versions) {
    this.versions = versions;
  }

  /**
   * What one version says of others.
   *
   * @param from the version before it
   * @param copyOf the version it is a copy of, where it took the place of one that was given up
   * @param givenUp whether it was rolled back itself
   */
  record Link(OptionalInt from, OptionalInt copyOf, boolean givenUp) {
    static Link of(Version version) {
      return new Link(version.updatedFrom(), version.rolledBackTo(), version.rolledBack());
    }
  }

  /**
   * The newest version before the present one, or before what that is a copy of, that was not given
   * up.
   */
  OptionalInt previous(int number) {
    Link present = versions.apply(number);
    while (present.copyOf().isPresent()) {
      present = versions.apply(present.copyOf().getAsInt());
    }
    OptionalInt before = present.from();
    while (before.isPresent() && versions.apply(before.getAsInt()).givenUp()) {
      before = versions.apply(before.getAsInt()).from();
    }
    return before;
  }
}
