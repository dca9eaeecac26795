package dev.drey.keeper.decide;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application as its API describes it.
 *
 * @param status by the API's name
 * @param versions the one it has now, and those it came from and could go back to
 * @param named snapshots that stay whatever a policy says: what its next start names
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

  /**
   * The same with more that stays.
   *
   * @param further versions that it could go back to
   * @param proven a snapshot that is better than what came later, as far as is known
   */
  public ApplicationSeen sparing(Set<Integer> further, Optional<String> proven) {
    Set<Integer> all = new HashSet<>(versions);
    all.addAll(further);
    Set<String> spared = new HashSet<>(named);
    proven.ifPresent(spared::add);
    return new ApplicationSeen(name, status, all, spared, snapshots);
  }

  boolean isRunning() {
    return status.equals("RUNNING");
  }
}
