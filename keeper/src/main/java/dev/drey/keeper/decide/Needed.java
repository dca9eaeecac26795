package dev.drey.keeper.decide;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The snapshots that somebody may come to need, whatever a policy says: the newest usable one for
 * the next start, the newest of each version that is in reach of a rollback, and what the next
 * start names.
 */
final class Needed {
  private Needed() {}

  static Set<String> of(ApplicationSeen application) {
    Set<String> needed = new HashSet<>(application.named());
    newest(application, Integer.MIN_VALUE, Integer.MAX_VALUE).ifPresent(needed::add);
    int current = application.versions().stream().mapToInt(Integer::intValue).max().orElse(0);
    application
        .versions()
        .forEach(version -> newest(application, version, version).ifPresent(needed::add));
    // The newest before the current version, whichever that is: versions may have been made while
    // nothing ran.
    newest(application, Integer.MIN_VALUE, current - 1).ifPresent(needed::add);
    return needed;
  }

  private static Optional<String> newest(ApplicationSeen application, int from, int to) {
    return application.snapshots().stream()
        .filter(SnapshotSeen::isReady)
        .filter(snapshot -> snapshot.version() >= from && snapshot.version() <= to)
        .map(SnapshotSeen::name)
        .findFirst();
  }
}
