package dev.drey.bench;

import dev.drey.keeper.decide.ApplicationSeen;
import dev.drey.keeper.decide.Decision;
import dev.drey.keeper.decide.SnapshotSeen;
import dev.drey.keeper.decide.SnapshotSeen.State;
import dev.drey.keeper.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides for many applications with many snapshots each, and says how long that took. */
public final class ManyPolicies {
  private static final Instant NOW = Instant.parse("2026-11-22T12:20:00Z");

  private ManyPolicies() {}

  /** Takes how many applications, and how many snapshots each has. */
  public static void main(String... arguments) {
    int applications = Integer.parseInt(arguments[0]);
    int snapshots = Integer.parseInt(arguments[1]);
    long began = System.nanoTime();
    int taken = 0;
    int deleted = 0;
    for (int i = 0; i < applications; i++) {
      // Read anew each time, as the keeper does.
      Policy policy =
          Policy.read(
              Map.of(
                  "drey:snapshots",
                  i % 2 == 0 ? "every 6h" : "daily 03:00 Europe/London",
                  "drey:snapshots.keep",
                  "last 5 daily 7 weekly 4"),
              Map.of());
      Decision decision = Decision.of(policy, application(i, snapshots), Optional.empty(), NOW);
      taken += decision.take().isPresent() ? 1 : 0;
      deleted += decision.delete().size();
    }
    double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    System.out.printf("seconds=%.3f take=%d delete=%d%n", seconds, taken, deleted);
  }

  private static ApplicationSeen application(int number, int count) {
    List<SnapshotSeen> snapshots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant at = NOW.minus(Duration.ofHours(7L + 6L * i));
      snapshots.add(new SnapshotSeen("drey-policy-" + at, State.READY, 1 + (count - i) / 30, at));
    }
    return new ApplicationSeen(
        "application-" + number, "RUNNING", Set.of(1 + count / 30), Set.of(), snapshots);
  }
}
