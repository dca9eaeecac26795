package dev.drey.keeper.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An application as its API describes it.
 *
 * @param status by the API's name
 * @param versions the one it has now, and those it came from and could go back to
 * @param named snapshots that its next start names
 * @param snapshots all that are listed
 */
public record ApplicationSeen(
    String name,
    String status,
    Set<Integer> versions,
    Set<String> named,
    List<SnapshotSeen> snapshots) {

  public ApplicationSeen {
    versions = Set.copyOf(versions);
    named = Set.copyOf(named);
    snapshots =
        snapshots.stream()
            .sorted(
                Comparator.comparing(SnapshotSeen::createdAt)
                    .thenComparing(SnapshotSeen::name)
                    .reversed())
            .toList();
  }

  boolean isRunning() {
    return status.equals("RUNNING");
  }
}
