package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.control.Proving.Depth;
import dev.drey.core.control.Proving.Exhibit;
import dev.drey.core.control.Verification.Stage;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.Restored;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Status;
import dev.drey.core.model.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VerificationTest {
  private static final SnapshotName FIRST = new SnapshotName("first");
  private static final SnapshotName SECOND = new SnapshotName("second");
  private static final Proof GOOD =
      new Proof(Instant.EPOCH, 3, 300, Optional.empty(), Optional.empty());
  private static final Proof BAD =
      new Proof(Instant.EPOCH, 2, 200, Optional.of("x.sst is not there"), Optional.empty());

  private final Bench bench = new Bench().running();
  private volatile Function<Exhibit, Proof> proving = exhibit -> GOOD;
  private final Verification verification =
      verification(new Admission(bench.applications, RoomyMachine.INSTANCE, Sizes.LAPTOP));

  @AfterEach
  void close() {
    verification.close();
  }

  @Test
  void what_reading_has_shown_is_written_down() {
    take(FIRST);

    verify(FIRST);

    assertThat(snapshot(FIRST).proof()).contains(GOOD);
    assertThat(snapshot(FIRST).isUsable()).isTrue();
    assertThat(verification.progress(Bench.ID, FIRST)).isEmpty();
  }

  @Test
  void a_damaged_one_has_failed_and_is_usable_no_more() {
    take(FIRST);
    proving = exhibit -> BAD;

    verify(FIRST);

    assertThat(snapshot(FIRST).isUsable()).isFalse();
    assertThat(snapshot(FIRST).shownStatus()).isEqualTo(SnapshotStatus.FAILED);
    proving = exhibit -> GOOD;
    verify(FIRST);
    assertThat(snapshot(FIRST).isUsable()).as("somebody put the file back").isTrue();
  }

  @Test
  void a_start_does_not_slide_to_an_older_snapshot_behind_a_damaged_one() {
    take(FIRST);
    take(SECOND);
    bench.commands.runs().forceStop(Bench.ID);
    bench.settle();
    assertThat(bench.status()).isEqualTo(Status.READY);
    proving = exhibit -> BAD;
    verify(SECOND);

    assertThatThrownBy(() -> bench.commands.runs().start(Bench.ID, RunConfiguration.LATEST))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("second is damaged: x.sst is not there")
        .hasMessageContaining("first");
    assertThatThrownBy(() -> bench.commands.runs().start(Bench.ID, from(SECOND)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("damaged");
    bench.commands.runs().start(Bench.ID, from(FIRST));
    bench.settle();
    assertThat(bench.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void trouble_on_the_way_says_nothing_about_the_snapshot() {
    take(FIRST);
    proving =
        exhibit -> {
          throw new Unavailable("the store does not answer");
        };

    verification.ask(Bench.ID, FIRST, Depth.READ);
    until(
        () ->
            verification
                .progress(Bench.ID, FIRST)
                .filter(it -> it.stage() == Stage.BROKEN_OFF)
                .isPresent());

    assertThat(verification.progress(Bench.ID, FIRST).orElseThrow().trouble())
        .contains("the store does not answer");
    assertThat(snapshot(FIRST).proof()).isEmpty();
    assertThat(snapshot(FIRST).isUsable()).isTrue();
    proving = exhibit -> GOOD;
    verify(FIRST);
  }

  @Test
  void one_that_is_deleted_while_it_is_read_is_not_called_damaged() throws Exception {
    take(FIRST);
    var reading = new CountDownLatch(1);
    var deleted = new CountDownLatch(1);
    proving =
        exhibit -> {
          reading.countDown();
          await(deleted);
          return BAD;
        };
    verification.ask(Bench.ID, FIRST, Depth.READ);
    await(reading);

    bench.commands.snapshots().delete(Bench.ID, FIRST, snapshot(FIRST).createdAt());
    deleted.countDown();
    until(() -> verification.progress(Bench.ID, FIRST).isEmpty());

    assertThat(bench.applications.snapshot(Bench.ID, FIRST).flatMap(Snapshot::proof)).isEmpty();
  }

  @Test
  void what_is_not_there_or_not_complete_is_refused() {
    assertThatThrownBy(() -> verification.ask(Bench.ID, FIRST, Depth.READ))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("does not exist");
    bench.commands.snapshots().create(Bench.ID, FIRST);
    assertThatThrownBy(() -> verification.ask(Bench.ID, FIRST, Depth.READ))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("CREATING");
  }

  @Test
  void what_was_restored_once_stays_known_when_it_is_read_again() {
    take(FIRST);
    var restored = new Restored(Instant.EPOCH, 4, List.of("Source: lines"));
    proving = exhibit -> exhibit.depth() == Depth.RESTORED ? GOOD.restored(restored) : GOOD;

    verification.ask(Bench.ID, FIRST, Depth.RESTORED);
    until(() -> verification.progress(Bench.ID, FIRST).isEmpty());
    verify(FIRST);

    assertThat(snapshot(FIRST).proof()).contains(GOOD.restored(restored));
    proving = exhibit -> BAD;
    verify(FIRST);
    assertThat(snapshot(FIRST).proof()).contains(BAD);
  }

  @Test
  void who_wants_more_than_is_under_way_gets_it_afterwards() {
    take(FIRST);
    var reading = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    var restored = new Restored(Instant.EPOCH, 4, List.of());
    proving =
        exhibit -> {
          reading.countDown();
          await(asked);
          return exhibit.depth() == Depth.RESTORED ? GOOD.restored(restored) : GOOD;
        };
    verification.ask(Bench.ID, FIRST, Depth.READ);
    await(reading);

    verification.ask(Bench.ID, FIRST, Depth.RESTORED);
    verification.ask(Bench.ID, FIRST, Depth.READ);
    asked.countDown();
    until(() -> verification.progress(Bench.ID, FIRST).isEmpty());

    assertThat(snapshot(FIRST).proof()).contains(GOOD.restored(restored));
  }

  @Test
  void a_scratch_cluster_needs_room_and_takes_it_only_while_it_is_there() {
    take(FIRST);
    MemorySize both = Sizes.LAPTOP.of(configuration()).memory().times(2);
    var admission = new Admission(bench.applications, new RoomyMachine(1_000, both), Sizes.LAPTOP);
    try (var small = verification(admission)) {
      small.ask(Bench.ID, FIRST, Depth.RESTORED);
      until(() -> small.progress(Bench.ID, FIRST).isEmpty());

      try (Admission.Room taken = admission.setAside(Bench.ID, configuration())) {
        assertThat(taken).isNotNull();
        assertThatThrownBy(() -> small.ask(Bench.ID, FIRST, Depth.RESTORED))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("a scratch cluster for clicks needs 1 KPUs")
            .hasMessageContaining("are promised to other applications");
      }
      small.ask(Bench.ID, FIRST, Depth.RESTORED);
      until(() -> small.progress(Bench.ID, FIRST).isEmpty());
    }
  }

  private Configuration configuration() {
    return bench.applications.version(Bench.ID, 1).orElseThrow().configuration();
  }

  private Verification verification(Admission admission) {
    return new Verification(
        bench.applications,
        exhibit -> proving.apply(exhibit),
        admission,
        bench.reconciler,
        bench.clock);
  }

  private static RunConfiguration from(SnapshotName name) {
    return new RunConfiguration(RestoreType.CUSTOM, Optional.of(name), false);
  }

  private void take(SnapshotName name) {
    bench.commands.snapshots().create(Bench.ID, name);
    bench.settle();
    assertThat(snapshot(name).status()).isEqualTo(SnapshotStatus.READY);
  }

  private void verify(SnapshotName name) {
    verification.ask(Bench.ID, name, Depth.READ);
    until(() -> verification.progress(Bench.ID, name).isEmpty());
    assertThat(snapshot(name).proof()).isPresent();
  }

  private Snapshot snapshot(SnapshotName name) {
    return bench.applications.snapshot(Bench.ID, name).orElseThrow();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void until(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
