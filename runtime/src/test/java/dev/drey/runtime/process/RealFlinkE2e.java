package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.lifecycle.Step.Format;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.EmbeddedBuckets;
import dev.drey.storage.objects.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealFlinkE2e {
  @TempDir static Path made;
  private static Path jar;

  @TempDir Path folder;
  private ProcessRuntime runtime;
  private Stage clicks;

  @BeforeAll
  static void make_the_job() throws Exception {
    jar = JobJar.make(BuiltFlink.directory(), made);
  }

  @BeforeEach
  void open() {
    runtime = Stage.runtime(folder, jar, new StateSettings.Files());
    clicks = new Stage(folder, runtime, "clicks");
  }

  @AfterEach
  void close() {
    clicks.close();
    runtime.close();
  }

  @Test
  void a_jar_becomes_a_job_whose_every_subtask_runs_and_removal_leaves_nothing() throws Exception {
    Launch launch = clicks.first("v1-1", new Origin.Empty());
    assertThat(clicks.look(launch).condition()).isEqualTo(Condition.ABSENT);

    clicks.healthy(launch);
    clicks.until(launch, seen -> seen.checkpointed());
    assertThat(JobJar.lines(clicks.out())).isNotEmpty();

    clicks.remove(launch);
    assertThat(clicks.look(launch).newestCheckpoint()).isPresent();
  }

  @Test
  void a_killed_job_manager_is_lost_and_the_next_incarnation_goes_on_from_its_checkpoint()
      throws Exception {
    Launch first = clicks.first("v1-1", new Origin.Empty());
    clicks.until(first, seen -> seen.condition() == Condition.HEALTHY && seen.checkpointed());

    kill(first, "jobmanager");
    Sighting lost = clicks.until(first, seen -> seen.condition() == Condition.LOST);
    assertThat(lost.newestCheckpoint()).isPresent();
    assertThat(lost.processes()).isTrue();
    Launch second = first.again(lost.newestCheckpoint());
    clicks.healthy(second);
    assertThat(clicks.look(first).condition()).isEqualTo(Condition.LOST);

    Sighting own = clicks.until(second, seen -> seen.checkpointed());
    assertThat(own.newestCheckpoint()).isNotEqualTo(lost.newestCheckpoint());
    assertThat(counts()).isTrue();
    clicks.until(second, seen -> !Files.exists(file(lost.newestCheckpoint()))); // it was claimed
    clicks.asking(
        () -> runtime.sweep(clicks.application(), second), second, seen -> !seen.litter());
  }

  @Test
  void a_job_manager_killed_before_the_first_checkpoint_starts_from_the_same_origin() {
    clicks.with("checkpoints", "off");
    Launch first = clicks.first("v1-1", new Origin.Empty());
    clicks.healthy(first);

    kill(first, "jobmanager");
    Sighting lost = clicks.until(first, seen -> seen.condition() == Condition.LOST);

    assertThat(lost.newestCheckpoint()).isEmpty();
    assertThat(lost.cause().orElseThrow()).contains("JobManager").contains("137");
    clicks.healthy(first.again(lost.newestCheckpoint()));
  }

  @Test
  void a_snapshot_without_a_stop_can_be_restored_and_discarded() throws Exception {
    Launch launch = clicks.first("v1-1", new Origin.Empty());
    clicks.healthy(launch);
    var name = new SnapshotName("..");

    String where = save(launch, name, () -> runtime.save(clicks.application(), launch, name));
    assertThat(clicks.look(launch).condition()).isEqualTo(Condition.HEALTHY);
    clicks.remove(launch);
    Launch next = clicks.first("v1-2", new Origin.Restore(where, Optional.of(name), false));
    clicks.until(next, seen -> seen.condition() == Condition.HEALTHY && seen.checkpointed());
    assertThat(counts()).isTrue();

    assertThat(clicks.look(next).litter()).isTrue();
    clicks.asking(() -> runtime.sweep(clicks.application(), next), next, seen -> !seen.litter());
    assertThat(Files.exists(file(Optional.of(where)))).isTrue();
    runtime.discard(clicks.application(), snapshot(name, where));
    assertThat(Files.exists(file(Optional.of(where)))).isFalse();
    assertThat(clicks.look(next, name).saved()).isInstanceOf(Progress.None.class);
  }

  @Test
  void a_stop_with_a_savepoint_loses_nothing_and_a_dead_job_manager_does_not_hide_it()
      throws Exception {
    Launch launch = clicks.first("v1-1", new Origin.Empty());
    clicks.healthy(launch);
    var name = new SnapshotName("stop-1");

    String where =
        save(
            launch,
            name,
            () -> runtime.stopAndSave(clicks.application(), launch, name, Format.NATIVE));
    clicks.until(launch, seen -> seen.condition() == Condition.FINISHED);
    kill(launch, "jobmanager");
    clicks.until(launch, seen -> seen.condition() == Condition.LOST);
    assertThat(clicks.look(launch, name).saved()).isEqualTo(new Progress.Done(where));

    clicks.remove(launch);
    clicks.healthy(clicks.first("v1-2", new Origin.Restore(where, Optional.of(name), false)));
    assertThat(counts()).isTrue();
  }

  @Test
  void input_that_ends_is_a_finished_job() {
    clicks.with("numbers", "20");
    Launch launch = clicks.first("v1-1", new Origin.Empty());

    clicks.until(launch, each -> each.condition() == Condition.FINISHED);
  }

  @Test
  void a_check_says_whether_the_next_version_would_come_up() {
    Launch launch = clicks.first("v1-1", new Origin.Empty());
    Sighting running =
        clicks.until(launch, seen -> seen.condition() == Condition.HEALTHY && seen.checkpointed());

    assertThat(check(launch, 2, running.newestCheckpoint())).isInstanceOf(Progress.Done.class);
    clicks.with("uid", "another");
    assertThat(check(launch, 3, clicks.look(launch).newestCheckpoint()))
        .isInstanceOf(Progress.StateRefused.class);
    clicks.with("mood", "throws");
    assertThat(check(launch, 4, Optional.empty()).toString()).contains("not on a Sunday");
    clicks.with("mood", "hangs");
    assertThat(check(launch, 5, Optional.empty(), Duration.ofSeconds(5)).toString())
        .contains("main() of version 5 did not end within 5 seconds");
    assertThat(clicks.look(launch).condition()).isEqualTo(Condition.HEALTHY);
  }

  @Test
  void state_in_a_bucket_is_found_there_after_a_crash_and_deleted_in_the_end() {
    var key = new Credentials("AKIATEST", "hush-hush");
    try (var buckets =
        new EmbeddedBuckets(folder.resolve("buckets"), 0, Keyring.of(key, "000000000000"))) {
      buckets.start();
      buckets.awaitReady();
      assertThat(folder.resolve("buckets/000000000000/state").toFile().mkdirs()).isTrue();
      var state =
          new StateSettings.Bucket(
              "state",
              "flink",
              Optional.of(buckets.endpoint()),
              "us-east-1",
              key.keyId(),
              key.secret());
      try (var another = Stage.runtime(folder, jar, state);
          var visits = new Stage(folder, another, "visits")) {
        Launch first = visits.first("v1-1", new Origin.Empty());
        visits.until(first, seen -> seen.condition() == Condition.HEALTHY && seen.checkpointed());

        kill(first, "jobmanager");
        Sighting lost = visits.until(first, seen -> seen.condition() == Condition.LOST);
        assertThat(lost.newestCheckpoint().orElseThrow()).startsWith("s3://state/flink/visits-");
        Launch second = first.again(lost.newestCheckpoint());
        visits.until(second, seen -> seen.condition() == Condition.HEALTHY && seen.checkpointed());
      }
    }
  }

  private Progress check(Launch launch, int version, Optional<String> state) {
    return check(launch, version, state, Duration.ofMinutes(1));
  }

  private Progress check(Launch launch, int version, Optional<String> state, Duration patience) {
    Change change = clicks.change(version, patience);
    Instant endAt = Instant.now().plus(change.timeouts().check());
    Runnable step =
        () -> {
          if (Instant.now().isAfter(endAt)) {
            runtime.endCheck(clicks.application(), change);
          } else {
            runtime.check(clicks.application(), clicks.version(version), launch, change, state);
          }
        };
    return clicks
        .asking(
            step,
            () -> clicks.lookAtCheck(launch, version),
            seen ->
                seen.checked() instanceof Progress.Done
                    || seen.checked() instanceof Progress.StateRefused
                    || seen.checked() instanceof Progress.Failed)
        .checked();
  }

  private String save(Launch launch, SnapshotName name, Runnable step) {
    Sighting seen =
        clicks.asking(
            step, () -> clicks.look(launch, name), each -> each.saved() instanceof Progress.Done);
    return ((Progress.Done) seen.saved()).result();
  }

  private Snapshot snapshot(SnapshotName name, String where) {
    return Snapshot.begun(name, clicks.version(1), true, Instant.EPOCH).taken(where);
  }

  private static Path file(Optional<String> location) {
    return Path.of(location.orElseThrow().substring("file://".length()));
  }

  private void kill(Launch launch, String role) {
    try (var files = Files.walk(folder.resolve("home/clusters"))) {
      for (Path file : files.filter(path -> isOf(launch, role, path)).toList()) {
        OwnProcess.parse(Files.readString(file)).orElseThrow().kill();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(Launch launch, String role, Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(role)
        && name.endsWith(".process")
        && path.getParent().endsWith(launch.deployment() + "/" + launch.incarnation());
  }

  /** Whether each count follows the one before it: what was read again was counted again. */
  private boolean counts() throws Exception {
    var before = new java.util.HashMap<String, Long>();
    for (String line : JobJar.lines(clicks.out())) {
      String[] words = line.split(" ", -1);
      long count = Long.parseLong(words[1]);
      if (count > before.getOrDefault(words[0], 0L) + 1) {
        return false;
      }
      before.put(words[0], count);
    }
    return !before.isEmpty();
  }
}
