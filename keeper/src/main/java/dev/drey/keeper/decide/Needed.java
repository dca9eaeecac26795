package dev.drey.keeper.decide;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The snapshots that somebody may come to need, whatever a policy says: the newest usable one for
 * the next start, the newest of each version that is in reach of a rollback, and what the next
 * start names.
 */
final class Needed {
  private Needed() {}

  static Set<String> of(ApplicationSeen application) {
    Set<String> needed = new HashSet<>(application.named());
    needed.addAll(newest(application, Integer.MIN_VALUE, Integer.MAX_VALUE));
    int current = application.versions().stream().mapToInt(Integer::intValue).max().orElse(0);
    application.versions().forEach(version -> needed.addAll(newest(application, version, version)));
    // The newest before the current version, whichever that is: versions may have been made while
    // nothing ran.
    needed.addAll(newest(application, Integer.MIN_VALUE, current - 1));
    return needed;
  }

  /** More than one where the API's time, which is in seconds, does not tell which it is. */
  private static Set<String> newest(ApplicationSeen application, int from, int to) {
    List<SnapshotSeen> usable =
        application.snapshots().stream()
            .filter(SnapshotSeen::isReady)
            .filter(snapshot -> snapshot.version() >= from && snapshot.version() <= to)
            .toList();
    return usable.stream()
        .takeWhile(it -> it.createdAt().equals(usable.get(0).createdAt()))
        .map(SnapshotSeen::name)
        .collect(Collectors.toSet());
  }
}
