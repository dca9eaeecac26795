package dev.drey.runtime.state;

import dev.drey.core.control.StateFolders;
import dev.drey.core.control.StateNeeds;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state folders as a listing shows them: {@code APPLICATION-UID/checkpoints/DEPLOYMENT} and
 * {@code APPLICATION-UID/snapshots/NAME/TRIGGER}. Deployments and triggers have names that are
 * given once, so what nothing needs now nothing needs later. Of a deployment that does not run and
 * is kept, that holds for its {@link SharedFiles} too. What else lies there is somebody else's.
 */
public final class ListedState implements StateFolders {
  private static final String CHECKPOINTS = "/checkpoints";
  private static final String SNAPSHOTS = "/snapshots";

  /** An application's folder, and in it that of a deployment or of an attempt at a snapshot. */
  private static final Pattern PART =
      Pattern.compile("([^/]+)/(?:checkpoints/[^/]+|snapshots/[^/]+/[^/]+)");

  private final StateFolder folder;
  private final SharedFiles shared;

  public ListedState(StateFolder folder) {
    this.folder = folder;
    this.shared = new SharedFiles(folder);
  }

  @Override
  public String folder(Application application) {
    return FolderName.of(application.id().name() + "-" + application.uid());
  }

  @Override
  public void delete(String stray) {
    if (SharedFiles.isOne(stray)) {
      folder.deleteFile(stray);
    } else {
      folder.delete(stray);
    }
  }

  @Override
  public Set<String> strays(Supplier<Needs> asked) {
    Map<String, List<String>> listed = list();
    Needs needed = asked.get();
    Map<String, StateNeeds> living = new HashMap<>();
    needed.applications().forEach(each -> living.put(folder(each.application()), each));
    Set<String> needs = parts(needed);
    Set<String> strays = new TreeSet<>();
    listed.forEach(
        (name, parts) -> {
          if (living.containsKey(name)) {
            StateNeeds own = living.get(name);
            Set<String> unneeded = ofLiving(name, parts, own, needs);
            strays.addAll(unneeded);
            if (own.isAtRest()) {
              strays.addAll(unnamed(name, parts, own, unneeded));
            }
          } else if (needed.own().contains(name)) {
            ofGone(name, parts, needs).forEach(strays::add);
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

  /**
   * The parts that state which is needed lies in, wherever it was when that was written down: a
   * home may be moved, or be reached by a link, and what it is called then is not what it was
   * called. The names of applications' folders are given once, so they tell enough.
   */
  private static Set<String> parts(Needs needed) {
    Set<String> parts = new HashSet<>();
    Stream.concat(
            needed.locations().stream(),
            needed.applications().stream().flatMap(each -> each.locations().stream()))
        .map(PART::matcher)
        .forEach(
            matcher -> {
              for (int at = 0; matcher.find(at); at = matcher.end(1)) {
                parts.add(matcher.group(1));
                parts.add(matcher.group());
              }
            });
    return parts;
  }

  /** Of state that lies here. */
  private Optional<String> path(String location) {
    String base = folder.uri("");
    return location.startsWith(base)
        ? Optional.of(location.substring(base.length()).replaceFirst("^/+", ""))
        : Optional.empty();
  }

  /** Of the deployments that are kept, what none of their checkpoints names. */
  private List<String> unnamed(
      String name, List<String> parts, StateNeeds needs, Set<String> unneeded) {
    List<String> kept =
        parts.stream()
            .filter(part -> part.startsWith(name + CHECKPOINTS + "/"))
            .filter(part -> !unneeded.contains(part))
            .toList();
    Set<String> paths =
        needs.locations().stream()
            .flatMap(location -> path(location).stream())
            .collect(Collectors.toSet());
    return paths.size() == needs.locations().size()
        ? shared.unnamed(name, kept, paths)
        : List.of(); // what lies elsewhere cannot be read
  }

  private static Set<String> ofLiving(
      String name, List<String> parts, StateNeeds needs, Set<String> needed) {
    if (needs.isEverything()) {
      return Set.of();
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
        .filter(part -> !needed.contains(part))
        .collect(Collectors.toSet());
  }

  /** Any attempt at it may yet turn out to be complete. */
  private static boolean hasNoPlace(Snapshot snapshot) {
    return snapshot.status() != SnapshotStatus.READY || snapshot.location().isEmpty();
  }

  /** As a whole, unless some of its snapshots were kept for the next application of its name. */
  private static Stream<String> ofGone(String name, List<String> parts, Set<String> needed) {
    return needed.contains(name)
        ? parts.stream().filter(part -> !needed.contains(part))
        : Stream.of(name);
  }
}
