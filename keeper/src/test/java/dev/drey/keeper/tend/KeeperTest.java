package dev.drey.keeper.tend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Share.Depth;
import dev.drey.keeper.tend.Journal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeeperTest {
  private static final Map<String, String> TAGS =
      Map.of("drey:snapshots", "every 6h", "drey:snapshots.keep", "last 2");
  private final MovedClock clock = new MovedClock(Instant.parse("2026-11-22T12:30:00Z"));
  private final List<Journal.Line> lines = new ArrayList<>();
  private Verifier verifier = Verifier.NONE;
  private FakeAws aws = new FakeAws(clock).with("clicks", TAGS).with("views", TAGS);

  @Test
  void what_is_due_is_taken_one_after_another() throws InterruptedException {
    keeper(LoadCheck.NONE).round();

    assertThat(aws.taken)
        .containsExactly(
            "clicks/drey-policy-20261122T120000Z", "views/drey-policy-20261122T120000Z");
    assertThat(lines).extracting(Journal.Line::kind).containsExactly(Kind.TAKEN, Kind.TAKEN);

    keeper(LoadCheck.NONE).round();
    assertThat(aws.taken).hasSize(2);
  }

  @Test
  void a_day_leaves_what_the_policy_says() throws InterruptedException {
    for (int hour = 0; hour < 24; hour++) {
      keeper(LoadCheck.NONE).round();
      clock.move(Duration.ofHours(1));
    }

    assertThat(aws.taken).hasSize(2 * 4);
    assertThat(aws.snapshots("clicks"))
        .containsExactly("drey-policy-20261123T000000Z", "drey-policy-20261123T060000Z");
  }

  @Test
  void a_busy_application_waits_and_the_others_do_not() throws InterruptedException {
    keeper(name -> name.equals("clicks") ? Optional.of("it is backpressured") : Optional.empty())
        .round();

    assertThat(aws.taken).containsExactly("views/drey-policy-20261122T120000Z");
    assertThat(lines)
        .anyMatch(
            line ->
                line.kind() == Kind.WAITED
                    && line.application().equals("clicks")
                    && line.message().equals("it is backpressured"));
  }

  @Test
  void a_policy_that_cannot_be_read_is_reported_and_harms_nobody_else()
      throws InterruptedException {
    aws.with("broken", Map.of("drey:snapshots", "sometimes"));

    keeper(LoadCheck.NONE).round();

    assertThat(aws.taken).hasSize(2);
    assertThat(lines)
        .anyMatch(line -> line.kind() == Kind.UNREADABLE && line.application().equals("broken"));
  }

  @Test
  void a_stopped_application_is_pruned_and_not_saved() throws InterruptedException {
    aws.status("clicks", "READY");
    for (int i = 0; i < 4; i++) {
      aws.has(
          "clicks",
          "drey-policy-2026110" + i + "T000000Z",
          SnapshotStatus.READY,
          clock.instant().minus(Duration.ofDays(20 - i)));
    }

    keeper(LoadCheck.NONE).round();

    assertThat(aws.deleted)
        .containsExactly(
            "clicks/drey-policy-20261100T000000Z", "clicks/drey-policy-20261101T000000Z");
    assertThat(aws.taken).containsExactly("views/drey-policy-20261122T120000Z");
  }

  @Test
  void a_rehearsal_tells_and_does_nothing() {
    keeper(LoadCheck.NONE).rehearse();

    assertThat(aws.taken).isEmpty();
    assertThat(lines)
        .extracting(Journal.Line::kind)
        .containsExactly(Kind.WOULD_TAKE, Kind.WOULD_TAKE);
  }

  @Test
  void defaults_hold_where_nothing_is_said() throws InterruptedException {
    aws = new FakeAws(clock).with("plain", Map.of());
    aws.policies("plain", Map.of("snapshots.keep", "last 1"));

    new Keeper(
            aws,
            Policy.read(Map.of("snapshots", "hourly")),
            LoadCheck.NONE,
            Verifier.NONE,
            lines::add,
            clock,
            clock::move)
        .round();

    assertThat(aws.taken).containsExactly("plain/drey-policy-20261122T120000Z");
  }

  @Test
  void more_snapshots_than_a_page_are_all_seen() throws InterruptedException {
    for (int i = 0; i < 120; i++) {
      aws.has(
          "clicks",
          "drey-policy-%08d".formatted(i),
          SnapshotStatus.READY,
          clock.instant().minus(Duration.ofDays(200 - i)));
    }

    keeper(LoadCheck.NONE).round();

    assertThat(aws.deleted).hasSize(118);
  }

  /** Version 1 wrote for another Flink, say: what 3 and on have saved it cannot read. */
  @Test
  void what_a_rollback_over_failed_updates_would_restore_is_not_deleted()
      throws InterruptedException {
    aws = new FakeAws(clock).with("clicks", Map.of("drey:snapshots.keep", "last 1"));
    aws.origin("clicks", 1, null, null, false);
    aws.origin("clicks", 2, 1L, null, false);
    for (long failed = 3; failed < 9; failed += 2) {
      aws.origin("clicks", failed, failed - 1, null, true);
      aws.origin("clicks", failed + 1, failed, failed - 1, false);
    }
    for (int version = 1; version <= 8; version++) {
      aws.has(
          "clicks",
          "drey-policy-v" + version,
          SnapshotStatus.READY,
          version,
          clock.instant().plusSeconds(version));
      aws.has(
          "clicks",
          "drey-policy-older-v" + version,
          SnapshotStatus.READY,
          version,
          clock.instant().minusSeconds(100 - version));
    }

    keeper(LoadCheck.NONE).round();

    assertThat(aws.snapshots("clicks"))
        .contains("drey-policy-v1", "drey-policy-v2", "drey-policy-v8")
        .doesNotContain("drey-policy-v3", "drey-policy-older-v1");
  }

  @Test
  void the_last_proven_good_stays_while_what_came_later_is_not_proven()
      throws InterruptedException {
    verifier = new ProvenSnapshot("drey-policy-2");
    aws = new FakeAws(clock);
    for (String name : List.of("verified", "plain")) {
      aws.with(name, Map.of("drey:snapshots.keep", "last 1"));
      for (int i = 1; i <= 4; i++) {
        aws.has(name, "drey-policy-" + i, SnapshotStatus.READY, clock.instant().plusSeconds(i));
      }
    }
    aws.tag("verified", Map.of("drey:snapshots.keep", "last 1", "drey:snapshots.verify", "all"));

    keeper(LoadCheck.NONE).round();

    assertThat(aws.snapshots("verified")).containsExactly("drey-policy-2", "drey-policy-4");
    assertThat(aws.snapshots("plain")).containsExactly("drey-policy-4");
  }

  @Test
  void a_share_is_verified_one_a_round_newest_first_and_none_twice() throws InterruptedException {
    Set<String> unverified = new TreeSet<>();
    List<String> asked = new ArrayList<>();
    verifier =
        new Verifier() {
          @Override
          public Set<String> unverified(String application) {
            return unverified;
          }

          @Override
          public Optional<String> lastProven(String application) {
            return Optional.empty();
          }

          @Override
          public Optional<String> verify(String application, String snapshot, Depth depth) {
            asked.add(snapshot + " " + depth);
            unverified.remove(snapshot);
            return snapshot.equals("s1") ? Optional.of("no room") : Optional.empty();
          }
        };
    aws = new FakeAws(clock).with("clicks", Map.of("drey:snapshots.verify", "all restored"));
    for (int i = 1; i <= 3; i++) {
      aws.has("clicks", "s" + i, SnapshotStatus.READY, clock.instant().plusSeconds(i));
      unverified.add("s" + i);
    }
    aws.has("clicks", "broken", SnapshotStatus.FAILED, clock.instant());
    unverified.add("broken");

    keeper(LoadCheck.NONE).rehearse();
    assertThat(asked).isEmpty();
    for (int round = 0; round < 5; round++) {
      keeper(LoadCheck.NONE).round();
    }

    assertThat(asked).containsExactly("s3 RESTORED", "s2 RESTORED", "s1 RESTORED");
    assertThat(lines.get(0).kind()).isEqualTo(Kind.WOULD_VERIFY);
    assertThat(lines).filteredOn(line -> line.kind() == Kind.VERIFYING).hasSize(2);
    assertThat(lines)
        .last()
        .extracting(Journal.Line::kind, Journal.Line::message)
        .containsExactly(Kind.REFUSED, "no room");
  }

  /** Killed before and after every call it makes, and started again: the end is the same. */
  @Test
  void a_death_between_any_two_calls_loses_and_doubles_nothing() throws InterruptedException {
    Set<String> expected = finalState(-1, false);
    int calls = aws.calls;
    assertThat(calls).isGreaterThan(15);

    for (int k = 1; k <= calls; k++) {
      for (boolean after : new boolean[] {false, true}) {
        assertThat(finalState(k, after))
            .as("dies at call %s, after it: %s", k, after)
            .isEqualTo(expected);
        assertThat(aws.taken).as("dies at call %s", k).doesNotHaveDuplicates();
        assertThat(aws.deleted).as("dies at call %s", k).doesNotHaveDuplicates();
      }
    }
  }

  private Set<String> finalState(int diesAt, boolean after) throws InterruptedException {
    aws = new FakeAws(clock).with("clicks", TAGS).with("views", TAGS);
    for (int i = 0; i < 5; i++) {
      aws.has(
          "clicks",
          "drey-policy-2026100" + i + "T000000Z",
          SnapshotStatus.READY,
          clock.instant().minus(Duration.ofDays(30 - i)));
    }
    aws.diesAt = diesAt;
    aws.diesAfter = after;
    for (int round = 0; round < 4; round++) {
      try {
        keeper(LoadCheck.NONE).round();
      } catch (FakeAws.Died e) {
        aws.diesAt = -1;
      }
    }
    Set<String> state = new TreeSet<>();
    Set<String> taken = new HashSet<>(aws.taken);
    assertThat(taken).hasSize(2);
    aws.snapshots("clicks").forEach(name -> state.add("clicks/" + name));
    aws.snapshots("views").forEach(name -> state.add("views/" + name));
    return state;
  }

  @Test
  void one_that_was_deleted_meanwhile_is_no_trouble() {
    aws.has("clicks", "gone", SnapshotStatus.DELETING, clock.instant());

    assertThatCode(() -> keeper(LoadCheck.NONE).round()).doesNotThrowAnyException();
  }

  private Keeper keeper(LoadCheck load) {
    return new Keeper(aws, Policy.NONE, load, verifier, lines::add, clock, clock::move);
  }
}
