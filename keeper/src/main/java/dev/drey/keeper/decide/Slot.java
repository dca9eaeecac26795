package dev.drey.keeper.decide;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * One time at which a snapshot was due. Its snapshot's name says which, so that whoever comes after
 * a crash asks for the same name, and nothing is taken twice.
 */
record Slot(Instant due) {
  static final String PREFIX = "drey-policy-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int ATTEMPTS = 3;

  String name(int attempt) {
    return PREFIX + TIME.format(due) + (attempt == 1 ? "" : "." + attempt);
  }

  /**
   * The name to ask for; absent where it is done, under way, or has failed too often.
   *
   * <p>A snapshot of the policy's that is newer counts too: a slot that was missed is not made up
   * for after the one that followed it.
   */
  Optional<String> open(List<SnapshotSeen> snapshots) {
    List<SnapshotSeen> made = snapshots.stream().filter(it -> isPolicys(it.name())).toList();
    boolean done =
        made.stream()
            .filter(it -> it.state() != SnapshotSeen.State.FAILED)
            .anyMatch(it -> it.name().compareTo(name(1)) >= 0);
    if (done) {
      return Optional.empty();
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      String name = name(attempt);
      if (snapshots.stream().noneMatch(it -> it.name().equals(name))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  static boolean isPolicys(String snapshot) {
    return snapshot.startsWith(PREFIX);
  }
}
