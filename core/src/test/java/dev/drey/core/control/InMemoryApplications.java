package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Code;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applications in maps, with the promises of the real stores but for surviving the process. */
public final class InMemoryApplications implements Applications {
  private final Map<ApplicationId, Application> applications = new TreeMap<>();
  private final Map<ApplicationId, Map<Integer, Version>> versions = new TreeMap<>();
  private final Map<ApplicationId, Map<SnapshotName, Snapshot>> snapshots = new TreeMap<>();
  private final Map<ApplicationId, Map<OperationId, Operation>> operations = new TreeMap<>();

  @Override
  public synchronized boolean create(Application application, Version first) {
    if (applications.putIfAbsent(application.id(), application) != null) {
      return false;
    }
    versions.put(application.id(), new TreeMap<>(Map.of(first.number(), first)));
    snapshots.computeIfAbsent(application.id(), id -> new LinkedHashMap<>());
    operations.put(application.id(), new LinkedHashMap<>());
    return true;
  }

  @Override
  public synchronized boolean replace(Application before, Application after, Records records) {
    if (!isCurrent(before)) {
      return false;
    }
    ApplicationId id = before.id();
    applications.put(id, after.written());
    records.versions().forEach(version -> versions.get(id).put(version.number(), version));
    records.snapshots().forEach(snapshot -> snapshots.get(id).put(snapshot.name(), snapshot));
    records.removedSnapshots().forEach(snapshots.get(id)::remove);
    records.operations().forEach(operation -> operations.get(id).put(operation.id(), operation));
    return true;
  }

  @Override
  public synchronized boolean remove(Application application, boolean keepSnapshots) {
    if (!isCurrent(application)) {
      return false;
    }
    applications.remove(application.id());
    versions.remove(application.id());
    operations.remove(application.id());
    if (!keepSnapshots) {
      snapshots.remove(application.id());
    }
    return true;
  }

  private boolean isCurrent(Application application) {
    return find(application.id())
        .filter(now -> now.revision() == application.revision())
        .filter(now -> now.uid().equals(application.uid()))
        .isPresent();
  }

  @Override
  public synchronized Optional<Application> find(ApplicationId id) {
    return Optional.ofNullable(applications.get(id));
  }

  @Override
  public synchronized List<ApplicationId> all() {
    return List.copyOf(applications.keySet());
  }

  @Override
  public synchronized List<Application> launched() {
    return applications.values().stream()
        .filter(application -> application.phase().launch().isPresent())
        .toList();
  }

  @Override
  public synchronized List<Summary> list(
      String region, String account, Optional<ApplicationName> after, int limit) {
    return applications.values().stream()
        .filter(of(region, account))
        .sorted(Comparator.comparing(application -> application.id().name()))
        .filter(
            application -> after.isEmpty() || application.id().name().compareTo(after.get()) > 0)
        .limit(limit)
        .map(
            application ->
                Summary.of(application, versions.get(application.id()).get(application.version())))
        .toList();
  }

  @Override
  public synchronized int count(String region, String account) {
    return (int) applications.values().stream().filter(of(region, account)).count();
  }

  @Override
  public synchronized SortedSet<String> logGroups(String region, String account) {
    return logging(region, account)
        .map(each -> each.place().group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public synchronized List<Logging> loggingTo(String region, String account, String group) {
    return logging(region, account).filter(each -> each.place().group().equals(group)).toList();
  }

  private Stream<Logging> logging(String region, String account) {
    return applications.values().stream()
        .filter(of(region, account))
        .map(each -> Logging.of(each, versions.get(each.id()).get(each.version())));
  }

  private static Predicate<Application> of(String region, String account) {
    return application ->
        application.id().region().equals(region) && application.id().account().equals(account);
  }

  @Override
  public synchronized Optional<Version> version(ApplicationId id, int number) {
    return Optional.ofNullable(versions.getOrDefault(id, Map.of()).get(number));
  }

  @Override
  public synchronized List<Version> versions(ApplicationId id) {
    return versions.getOrDefault(id, Map.of()).values().stream()
        .sorted(Comparator.comparing(Version::number).reversed())
        .toList();
  }

  @Override
  public synchronized Optional<Snapshot> snapshot(ApplicationId id, SnapshotName name) {
    return Optional.ofNullable(snapshots.getOrDefault(id, Map.of()).get(name));
  }

  @Override
  public synchronized List<Snapshot> snapshots(ApplicationId id) {
    return newestFirst(snapshots.getOrDefault(id, Map.of()));
  }

  @Override
  public synchronized Set<String> snapshotLocations() {
    return snapshots.values().stream()
        .flatMap(each -> each.values().stream())
        .flatMap(snapshot -> snapshot.location().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public synchronized Set<Sha256> codeInUse(String region, String account) {
    return versions.entrySet().stream()
        .filter(each -> each.getKey().region().equals(region))
        .filter(each -> each.getKey().account().equals(account))
        .flatMap(each -> each.getValue().values().stream())
        .flatMap(version -> version.configuration().code().stream())
        .map(Code::sha256)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public synchronized Optional<Operation> operation(ApplicationId id, OperationId operation) {
    return Optional.ofNullable(operations.getOrDefault(id, Map.of()).get(operation));
  }

  @Override
  public synchronized List<Operation> operations(ApplicationId id) {
    return newestFirst(operations.getOrDefault(id, Map.of()));
  }

  /** As they came, whatever the clock said. */
  private static <T> List<T> newestFirst(Map<?, T> byName) {
    var all = new ArrayList<>(byName.values());
    Collections.reverse(all);
    return List.copyOf(all);
  }

  @Override
  public synchronized Set<Sha256> codeInUse() {
    return versions.values().stream()
        .flatMap(each -> each.values().stream())
        .flatMap(version -> version.configuration().code().stream())
        .map(Code::sha256)
        .collect(Collectors.toUnmodifiableSet());
  }
}
