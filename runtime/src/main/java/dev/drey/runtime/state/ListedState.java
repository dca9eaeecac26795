package dev.drey.runtime.state;

import dev.drey.core.control.StateFolders;
import dev.drey.core.control.StateNeeds;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state folders as a listing shows them: {@code APPLICATION-UID/checkpoints/DEPLOYMENT} and
 * {@code APPLICATION-UID/snapshots/NAME/TRIGGER}. Deployments and triggers have names that are
 * given once, so what nothing needs now nothing needs later. What else lies there is somebody
 * else's.
 */
public final class ListedState implements StateFolders {
  private static final String CHECKPOINTS = "/checkpoints";
  private static final String SNAPSHOTS = "/snapshots";

  private final StateFolder folder;

  public ListedState(StateFolder folder) {
    this.folder = folder;
  }

  @Override
  public String folder(Application application) {
    return FolderName.of(application.id().name() + "-" + application.uid());
  }

  @Override
  public void delete(String stray) {
    folder.delete(stray);
  }

  @Override
  public Set<String> strays(Supplier<Needs> needs) {
    Map<String, List<String>> listed = list();
    Needs needed = needs.get();
    Map<String, StateNeeds> living = new HashMap<>();
    needed.applications().forEach(each -> living.put(folder(each.application()), each));
    Set<String> locations = locations(needed);
    Set<String> strays = new TreeSet<>();
    listed.forEach(
        (name, parts) -> {
          if (living.containsKey(name)) {
            ofLiving(name, parts, living.get(name), locations).forEach(strays::add);
          } else if (needed.own().contains(name)) {
            ofGone(name, parts, locations).forEach(strays::add);
          }
        });
    return strays;
  }

  /** By application, the folders of deployments and of attempts at snapshots. */
  private Map<String, List<String>> list() {
    Map<String, List<String>> listed = new TreeMap<>();
    for (String name : folder.children("")) {
      if (!name.startsWith(".")) { // the account's own snapshots
        listed.put(name, Stream.concat(deployments(name), attempts(name)).toList());
      }
    }
    return listed;
  }

  private Stream<String> deployments(String name) {
    return folder.children(name + CHECKPOINTS).stream()
        .map(child -> name + CHECKPOINTS + "/" + child);
  }

  private Stream<String> attempts(String name) {
    return folder.children(name + SNAPSHOTS).stream()
        .map(child -> name + SNAPSHOTS + "/" + child)
        .flatMap(path -> folder.children(path).stream().map(child -> path + "/" + child));
  }

  private Set<String> locations(Needs needed) {
    String base = folder.uri("");
    return Stream.concat(
            needed.locations().stream(),
            needed.applications().stream().flatMap(each -> each.locations().stream()))
        .filter(location -> location.startsWith(base))
        .map(location -> location.substring(base.length()).replaceFirst("^/+", "") + "/")
        .collect(Collectors.toSet());
  }

  private static Stream<String> ofLiving(
      String name, List<String> parts, StateNeeds needs, Set<String> locations) {
    if (needs.isEverything()) {
      return Stream.empty();
    }
    Set<String> kept =
        Stream.concat(
                needs.deployments().stream()
                    .map(DeploymentId::value)
                    .map(id -> name + CHECKPOINTS + "/" + id + "/"),
                needs.snapshots().stream()
                    .filter(ListedState::hasNoPlace)
                    .map(snapshot -> FolderName.of(snapshot.name().value()))
                    .map(snapshot -> name + SNAPSHOTS + "/" + snapshot + "/"))
            .collect(Collectors.toSet());
    return parts.stream()
        .filter(part -> kept.stream().noneMatch((part + "/")::startsWith))
        .filter(part -> isUnnamed(part, locations));
  }

  /** Any attempt at it may yet turn out to be complete. */
  private static boolean hasNoPlace(Snapshot snapshot) {
    return snapshot.status() != SnapshotStatus.READY || snapshot.location().isEmpty();
  }

  /** As a whole, unless some of its snapshots were kept for the next application of its name. */
  private static Stream<String> ofGone(String name, List<String> parts, Set<String> locations) {
    return isUnnamed(name, locations)
        ? Stream.of(name)
        : parts.stream().filter(part -> isUnnamed(part, locations));
  }

  private static boolean isUnnamed(String part, Set<String> locations) {
    return locations.stream().noneMatch(location -> location.startsWith(part + "/"));
  }
}
