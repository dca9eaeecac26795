package dev.drey.core.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds what lies under the state folders and is needed by nothing: the leavings of deletions that
 * a crash or a store cut short. It is deleted some time after it was found, if it was found every
 * time since.
 */
public final class StateSweep {
  private final Applications applications;
  private final StateFolders folders;
  private final StateMarks marks;
  private final Duration quarantine;
  private final Clock clock;

  /**
   * Nothing is looked at yet.
   *
   * @param quarantine how long something stays after it was found
   */
  public StateSweep(
      Applications applications,
      StateFolders folders,
      StateMarks marks,
      Duration quarantine,
      Clock clock) {
    this.applications = applications;
    this.folders = folders;
    this.marks = marks;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /** Something that nothing needs, and since when that is known. */
  public record Item(String path, Instant since, boolean deleted) {}

  /** Says what there is. */
  public synchronized List<Item> rehearse() {
    return items(marks.look(folders.strays(this::needs), clock.instant()), false);
  }

  /** Marks what nothing needs, and deletes what has been marked long enough. */
  public synchronized List<Item> run() {
    return items(marks.mark(folders.strays(this::needs), clock.instant()), true);
  }

  private List<Item> items(Map<String, Instant> marked, boolean deleting) {
    Instant now = clock.instant();
    List<Item> items = new ArrayList<>();
    new TreeMap<>(marked)
        .forEach(
            (path, since) -> {
              boolean due = deleting && !since.plus(quarantine).isAfter(now);
              if (due) {
                folders.delete(path);
              }
              items.add(new Item(path, since, due));
            });
    return items;
  }

  private StateFolders.Needs needs() {
    List<StateNeeds> all =
        applications.all().stream()
            .flatMap(id -> applications.find(id).stream())
            .map(found -> new StateNeeds(found, applications.snapshots(found.id())))
            .toList();
    Set<String> own =
        all.stream()
            .map(needs -> folders.folder(needs.application()))
            .collect(Collectors.toUnmodifiableSet());
    return new StateFolders.Needs(all, applications.snapshotLocations(), marks.own(own));
  }
}
