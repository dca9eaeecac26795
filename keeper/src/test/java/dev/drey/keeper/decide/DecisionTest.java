package dev.drey.keeper.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.keeper.decide.SnapshotSeen.State;
import dev.drey.keeper.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DecisionTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:30:00Z");
  private static final List<State> STATES = List.of(State.values());
  private static final Policy SIX_HOURS = Policy.read(Map.of("snapshots", "every 6h"));

  @Test
  void what_is_due_is_taken_by_the_name_of_its_time() {
    Decision decision = decide(SIX_HOURS, running());

    assertThat(decision.take())
        .contains(
            new Decision.Take(
                "drey-policy-20261122T120000Z", Instant.parse("2026-11-22T12:00:00Z")));
    assertThat(decision.next()).contains(Instant.parse("2026-11-22T18:00:00Z"));
  }

  @Test
  void what_was_taken_is_not_taken_again() {
    for (State state : List.of(State.CREATING, State.READY)) {
      var made = new SnapshotSeen("drey-policy-20261122T120000Z", state, 1, NOON);
      assertThat(decide(SIX_HOURS, running(made)).take()).isEmpty();
    }
  }

  @Test
  void one_that_failed_is_tried_three_times() {
    var first = new SnapshotSeen("drey-policy-20261122T120000Z", State.FAILED, 1, NOON);
    var second = new SnapshotSeen("drey-policy-20261122T120000Z.2", State.FAILED, 1, NOON);
    var third = new SnapshotSeen("drey-policy-20261122T120000Z.3", State.FAILED, 1, NOON);

    assertThat(decide(SIX_HOURS, running(first)).take().orElseThrow().name()).endsWith("Z.2");
    assertThat(decide(SIX_HOURS, running(first, second)).take().orElseThrow().name())
        .endsWith("Z.3");
    assertThat(decide(SIX_HOURS, running(first, second, third)).take()).isEmpty();
  }

  @Test
  void a_missed_time_is_caught_up_once() {
    var old = ready("drey-policy-20261120T000000Z", 1, NOON.minus(Duration.ofDays(2)));

    assertThat(decide(SIX_HOURS, running(old)).take()).isPresent();
    var caughtUp = ready("drey-policy-20261122T120000Z", 1, NOON);
    assertThat(decide(SIX_HOURS, running(old, caughtUp)).take()).isEmpty();
  }

  @Test
  void it_waits_and_says_why() {
    Policy never =
        Policy.read(Map.of("snapshots", "every 6h", "snapshots.never", "sun 12:00-13:00"));
    var creating = new SnapshotSeen("mine", State.CREATING, 1, NOON);

    assertThat(decide(never, running()).waiting()).contains("snapshots.never says not now");
    assertThat(decide(SIX_HOURS, application("UPDATING", List.of())).waiting())
        .contains("the application is UPDATING");
    assertThat(decide(SIX_HOURS, running(creating)).waiting())
        .contains("snapshot mine is being taken");
    assertThat(
            Decision.of(SIX_HOURS, running(), Optional.of("it is backpressured"), NOON).waiting())
        .contains("it is backpressured");
    assertThat(decide(SIX_HOURS, many(980)).waiting().orElseThrow())
        .startsWith("it has 980 of 1000 snapshots");
  }

  @Test
  void always_busy_is_no_reason_for_never() {
    Instant late = NOON.plus(Duration.ofHours(3));

    assertThat(Decision.of(SIX_HOURS, running(), Optional.of("it is backpressured"), late).take())
        .isPresent();
  }

  @Test
  void nothing_is_due_of_what_does_not_run() {
    Decision decision = decide(SIX_HOURS, application("READY", List.of()));

    assertThat(decision.take()).isEmpty();
    assertThat(decision.waiting()).isEmpty();
  }

  @Test
  void applications_are_staggered_the_same_way_every_time() {
    Instant due = Instant.parse("2026-11-22T12:00:00Z");
    Set<Long> seconds =
        IntStream.range(0, 50)
            .mapToObj(i -> "application-" + i)
            .map(name -> firstTaken(name, due))
            .collect(Collectors.toSet());

    assertThat(seconds).hasSizeGreaterThan(20).allMatch(second -> second >= 0 && second < 600);
    assertThat(firstTaken("clicks", due)).isEqualTo(firstTaken("clicks", due));
  }

  private static long firstTaken(String name, Instant due) {
    var application = new ApplicationSeen(name, "RUNNING", Set.of(1), Set.of(), List.of());
    long second = 0;
    while (Decision.of(
            Policy.read(Map.of("snapshots", "every 6h")),
            application,
            Optional.empty(),
            due.plusSeconds(second))
        .take()
        .filter(take -> take.due().equals(due))
        .isEmpty()) {
      second++;
    }
    return second;
  }

  @Test
  void only_what_the_policy_made_goes_unless_told_otherwise() {
    var mine = ready("before-the-release", 1, NOON.minus(Duration.ofDays(9)));
    var old = ready("drey-policy-20261101T000000Z", 1, NOON.minus(Duration.ofDays(8)));
    var newest = ready("drey-policy-20261122T060000Z", 1, NOON);
    Policy last1 = Policy.read(Map.of("snapshots.keep", "last 1"));
    Policy last1All = Policy.read(Map.of("snapshots.keep", "last 1 all"));

    assertThat(decide(last1, application("READY", List.of(mine, old, newest))).delete())
        .containsExactly(old);
    assertThat(decide(last1All, running(mine, old, newest)).delete()).containsExactly(mine, old);
  }

  @Test
  void the_newest_usable_one_stays_even_if_newer_ones_failed() {
    var usable = ready("drey-policy-20261101T000000Z", 1, NOON.minus(Duration.ofDays(8)));
    var failed =
        new SnapshotSeen(
            "drey-policy-20261120T000000Z", State.FAILED, 1, NOON.minus(Duration.ofDays(2)));

    Policy one = Policy.read(Map.of("snapshots.keep", "last 1"));
    assertThat(decide(one, running(usable, failed)).delete()).isEmpty();
    var newer = ready("drey-policy-20261121T000000Z", 1, NOON.minus(Duration.ofDays(1)));
    assertThat(decide(one, running(usable, failed, newer)).delete())
        .containsExactly(usable, failed);
  }

  @Test
  void failed_ones_do_not_pile_up_where_none_succeeds() {
    SnapshotSeen[] failed =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    new SnapshotSeen(
                        "drey-policy-%08d".formatted(i),
                        State.FAILED,
                        1,
                        NOON.minus(Duration.ofDays(200 - i))))
            .toArray(SnapshotSeen[]::new);

    assertThat(decide(SIX_HOURS, running(failed)).delete()).hasSize(90).doesNotContain(failed[99]);
  }

  @Test
  void a_share_is_verified_the_same_whoever_asks() {
    SnapshotSeen[] many =
        IntStream.range(0, 400)
            .mapToObj(i -> ready("drey-policy-%08d".formatted(i), 1, NOON.minusSeconds(i)))
            .toArray(SnapshotSeen[]::new);

    assertThat(
            decide(Policy.read(Map.of("snapshots.verify", "all")), running(many))
                .verify()
                .snapshots())
        .containsExactly(many);
    Policy share = Policy.read(Map.of("snapshots.verify", "1 of 4"));
    List<SnapshotSeen> chosen = decide(share, running(many)).verify().snapshots();
    assertThat(chosen).hasSizeBetween(60, 140);
    assertThat(decide(share, running(many)).verify().snapshots()).isEqualTo(chosen);
    assertThat(decide(Policy.NONE, running(many)).verify().snapshots()).isEmpty();
  }

  @Test
  void a_crowd_goes_without_being_told_so() {
    Decision decision = decide(SIX_HOURS, many(950));

    assertThat(decision.delete()).hasSize(50).allMatch(it -> it.name().startsWith("drey-policy-"));
    assertThat(decision.delete().get(0).createdAt())
        .isBefore(decision.delete().get(49).createdAt());
  }

  /** Random histories: what a start, a rollback or a restore by name needs is never deleted. */
  @Test
  void no_retention_ever_removes_what_somebody_needs() {
    var random = new Random(20261122);
    int deleted = 0;
    for (int i = 0; i < 20_000; i++) {
      int current = 1 + random.nextInt(8);
      int before = Math.max(1, current - 1 - random.nextInt(2));
      List<SnapshotSeen> snapshots = history(random, current);
      Set<String> named =
          snapshots.isEmpty() || random.nextBoolean()
              ? Set.of()
              : Set.of(snapshots.get(random.nextInt(snapshots.size())).name());
      var application =
          new ApplicationSeen(
              "clicks",
              random.nextBoolean() ? "RUNNING" : "READY",
              Set.copyOf(List.of(current, before)),
              named,
              snapshots);

      List<SnapshotSeen> gone = decide(policy(random), application).delete();

      deleted += gone.size();
      assertThat(gone).doesNotHaveDuplicates();
      assertThat(gone).allMatch(it -> it.state() == State.READY || it.state() == State.FAILED);
      assertStays(gone, application, Integer.MAX_VALUE);
      assertStays(gone, application, current - 1);
      for (int version : application.versions()) {
        newest(application.snapshots().stream().filter(it -> it.version() == version).toList())
            .ifPresent(it -> assertThat(gone).doesNotContain(it));
      }
      assertThat(gone).noneMatch(it -> named.contains(it.name()));
    }
    assertThat(deleted).isGreaterThan(20_000);
  }

  /** The API tells seconds: which of two is what the next start goes on from cannot be seen. */
  @Test
  void of_snapshots_of_the_same_second_all_stay_that_may_be_the_newest() {
    Policy policy = Policy.read(Map.of("snapshots.keep", "last 1 all"));
    SnapshotSeen policys = ready("drey-policy-20261122T000000Z", 1, NOON);
    SnapshotSeen stop = ready("a-stop", 1, NOON);
    SnapshotSeen before = ready("z-before", 1, NOON.minusSeconds(1));

    assertThat(decide(policy, application("READY", List.of(policys, stop, before))).delete())
        .containsExactly(before);
  }

  private static void assertStays(
      List<SnapshotSeen> gone, ApplicationSeen application, int upToVersion) {
    newest(application.snapshots().stream().filter(it -> it.version() <= upToVersion).toList())
        .ifPresent(it -> assertThat(gone).doesNotContain(it));
  }

  private static Optional<SnapshotSeen> newest(List<SnapshotSeen> newestFirst) {
    return newestFirst.stream().filter(it -> it.state() == State.READY).findFirst();
  }

  private static List<SnapshotSeen> history(Random random, int current) {
    List<SnapshotSeen> snapshots = new ArrayList<>();
    Instant at = NOON.minus(Duration.ofDays(60));
    int count = random.nextInt(40);
    int version = 1;
    for (int i = 0; i < count; i++) {
      at = at.plus(Duration.ofHours(random.nextInt(36)));
      version = Math.min(current, version + (random.nextInt(6) == 0 ? 1 : 0));
      String name = random.nextInt(4) == 0 ? "mine-" + i : "drey-policy-" + i;
      State state = random.nextInt(5) == 0 ? STATES.get(random.nextInt(4)) : State.READY;
      snapshots.add(new SnapshotSeen(name, state, version, at));
    }
    return snapshots;
  }

  private static Policy policy(Random random) {
    String keep =
        List.of("last 1", "last 3 daily 2", "weekly 1", "last 1 all", "daily 3 weekly 2 all")
            .get(random.nextInt(5));
    return Policy.read(Map.of("snapshots", "hourly", "snapshots.keep", keep));
  }

  private static Decision decide(Policy policy, ApplicationSeen application) {
    return Decision.of(policy, application, Optional.empty(), NOON);
  }

  private static ApplicationSeen running(SnapshotSeen... snapshots) {
    return application("RUNNING", List.of(snapshots));
  }

  private static ApplicationSeen application(String status, List<SnapshotSeen> snapshots) {
    return new ApplicationSeen("clicks", status, Set.of(1), Set.of(), snapshots);
  }

  private static ApplicationSeen many(int count) {
    List<SnapshotSeen> snapshots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      snapshots.add(
          ready("drey-policy-2025%04d".formatted(i), 1, NOON.minus(Duration.ofHours(9 + i))));
    }
    return running(snapshots.toArray(SnapshotSeen[]::new));
  }

  private static SnapshotSeen ready(String name, int version, Instant at) {
    return new SnapshotSeen(name, State.READY, version, at);
  }
}
