package dev.drey.core.control;

import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Enhanced snapshots in maps, with the promises of the real store but for surviving. */
public final class InMemoryEnhancedSnapshots implements EnhancedSnapshots {
  private final Map<EnhancedSnapshotId, EnhancedSnapshot> snapshots = new LinkedHashMap<>();
  private final Map<EnhancedSnapshotId, Map<OperationId, SnapshotOperation>> operations =
      new TreeMap<>();

  @Override
  public synchronized boolean create(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    if (snapshots.putIfAbsent(snapshot.id(), snapshot) != null) {
      return false;
    }
    write(snapshot.id(), List.of(operation));
    return true;
  }

  @Override
  public synchronized boolean replace(
      EnhancedSnapshot before, EnhancedSnapshot after, List<SnapshotOperation> written) {
    if (!isCurrent(before)) {
      return false;
    }
    snapshots.put(before.id(), after.at(before.revision() + 1));
    write(before.id(), written);
    return true;
  }

  @Override
  public synchronized boolean remove(EnhancedSnapshot snapshot, SnapshotOperation deletion) {
    if (!isCurrent(snapshot)) {
      return false;
    }
    snapshots.remove(snapshot.id());
    write(snapshot.id(), List.of(deletion));
    return true;
  }

  private boolean isCurrent(EnhancedSnapshot snapshot) {
    return find(snapshot.id()).filter(now -> now.revision() == snapshot.revision()).isPresent();
  }

  private void write(EnhancedSnapshotId id, List<SnapshotOperation> written) {
    var all = operations.computeIfAbsent(id, each -> new LinkedHashMap<>());
    written.forEach(operation -> all.put(operation.id(), operation));
  }

  @Override
  public synchronized Optional<EnhancedSnapshot> find(EnhancedSnapshotId id) {
    return Optional.ofNullable(snapshots.get(id));
  }

  @Override
  public synchronized List<EnhancedSnapshot> list(String region, String account) {
    return newestFirst(
        snapshots.values().stream()
            .filter(each -> each.id().region().equals(region))
            .filter(each -> each.id().account().equals(account))
            .toList());
  }

  @Override
  public synchronized Optional<SnapshotOperation> operation(
      EnhancedSnapshotId id, OperationId operation) {
    return Optional.ofNullable(operations.getOrDefault(id, Map.of()).get(operation));
  }

  @Override
  public synchronized List<SnapshotOperation> operations(EnhancedSnapshotId id) {
    return newestFirst(operations.getOrDefault(id, Map.of()).values());
  }

  private static <T> List<T> newestFirst(Collection<T> asTheyCame) {
    var all = new ArrayList<>(asTheyCame);
    Collections.reverse(all);
    return List.copyOf(all);
  }

  @Override
  public synchronized List<EnhancedSnapshotId> unfinished() {
    return operations.entrySet().stream()
        .filter(each -> each.getValue().values().stream().anyMatch(SnapshotOperation::isUnderWay))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void forgetOperations(Instant endedBefore) {
    operations
        .values()
        .forEach(
            all ->
                all.values()
                    .removeIf(
                        each ->
                            each.endedAt().filter(end -> end.isBefore(endedBefore)).isPresent()));
  }
}
