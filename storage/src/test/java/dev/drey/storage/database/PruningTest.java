package dev.drey.storage.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.HashedArtifacts;
import dev.drey.core.control.HeldClock;
import dev.drey.core.control.KeptCode;
import dev.drey.core.control.Pruning;
import dev.drey.core.control.StoredCode;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Code;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PruningTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final ApplicationId CLICKS = id("clicks");

  @TempDir private Path home;
  private final HeldClock clock = new HeldClock();
  private final Files files = new Files();
  private Database database;
  private SqlApplications applications;
  private Pruning pruning;

  @BeforeEach
  void open() {
    database = Database.open(home.resolve("drey.db"));
    applications = new SqlApplications(database);
    pruning =
        new Pruning(
            new KeptCode(applications, new HashedArtifacts()),
            files,
            new SqlCodeMarks(database),
            Duration.ofHours(24),
            clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_nothing_needs_goes_after_its_time_and_not_before() {
    versions(CLICKS, 8);
    files.put(code(99));

    assertThat(pruning.run()).noneMatch(Pruning.Item::deleted);
    assertThat(unneeded()).containsExactlyInAnyOrder(code(1), code(2), code(3), code(99));
    clock.forward(Duration.ofHours(23));
    assertThat(pruning.run()).noneMatch(Pruning.Item::deleted);
    clock.forward(Duration.ofHours(1));
    assertThat(pruning.rehearse()).noneMatch(Pruning.Item::deleted);
    assertThat(pruning.run()).filteredOn(Pruning.Item::deleted).hasSize(4);
    assertThat(files.sizes()).containsOnlyKeys(code(4), code(5), code(6), code(7), code(8));
    assertThat(pruning.run()).noneMatch(Pruning.Item::deleted);
  }

  @Test
  void what_a_snapshot_was_taken_of_stays_as_long_as_the_snapshot() {
    Application clicks = versions(CLICKS, 8);
    snapshot(clicks, "old", 3);

    after(Duration.ofHours(25));
    assertThat(files.sizes()).containsKey(code(3)).doesNotContainKey(code(1));

    Application now = applications.find(CLICKS).orElseThrow();
    applications.replace(
        now, now, new Records(List.of(), List.of(), List.of(new SnapshotName("old")), List.of()));
    after(Duration.ofHours(25));
    assertThat(files.sizes()).doesNotContainKey(code(3));
  }

  /** Each update that fails makes two versions: what a rollback goes back to moves out of sight. */
  @Test
  void the_code_that_a_rollback_goes_back_to_stays_over_many_failed_updates() {
    Application clicks = versions(CLICKS, 3);
    Version good = applications.version(CLICKS, 3).orElseThrow();
    Version current = good;
    for (int failed = 0; failed < 6; failed++) {
      Version given = current.next(configuration(10 + failed), NOON);
      Version copy = good.insteadOf(given.number(), NOON);
      Application before = applications.find(clicks.id()).orElseThrow();
      applications.replace(
          before,
          before.at(copy.number(), NOON),
          new Records(List.of(given.givenUp(), copy), List.of(), List.of(), List.of()));
      current = copy;
    }

    after(Duration.ofHours(25));

    assertThat(files.sizes()).containsKeys(code(3), code(2)).doesNotContainKey(code(1));
    assertThat(files.sizes()).doesNotContainKey(code(10));
  }

  @Test
  void what_is_needed_again_loses_its_mark() {
    Application clicks = versions(CLICKS, 8);
    pruning.run();
    snapshot(clicks, "again", 1);
    clock.forward(Duration.ofHours(25));
    pruning.run();

    assertThat(files.sizes()).containsKey(code(1));
    assertThat(unneeded()).doesNotContain(code(1));
  }

  @Test
  void a_crash_between_mark_and_file_leaves_a_file_for_the_next_run() {
    versions(CLICKS, 8);
    pruning.run();
    clock.forward(Duration.ofHours(25));
    files.broken = true;
    try {
      pruning.run();
    } catch (IllegalStateException e) {
      files.broken = false;
    }

    after(Duration.ofHours(25));
    assertThat(files.sizes()).hasSize(5);
  }

  /** Whatever was created, updated and saved: what may be run or restored is never deleted. */
  @Test
  void no_run_removes_what_somebody_needs() {
    var random = new Random(20261122);
    for (int i = 0; i < 60; i++) {
      String name = "app" + i;
      int versions = 1 + random.nextInt(12);
      Application application = versions(id(name), versions);
      Set<Sha256> needed = new HashSet<>();
      needed.add(code(versions));
      needed.add(code(Math.max(1, versions - 1)));
      if (random.nextBoolean()) {
        int saved = 1 + random.nextInt(versions);
        snapshot(application, "kept", saved);
        needed.add(code(saved));
      }
      after(Duration.ofHours(25));
      assertThat(files.sizes().keySet())
          .as("%s with %s versions", name, versions)
          .containsAll(needed);
      IntStream.rangeClosed(1, 12).forEach(number -> files.put(code(number)));
    }
  }

  private void after(Duration time) {
    pruning.run();
    clock.forward(time);
    pruning.run();
  }

  private List<Sha256> unneeded() {
    return pruning.rehearse().stream()
        .filter(item -> item.unneededSince().isPresent())
        .map(Pruning.Item::code)
        .toList();
  }

  private Application versions(ApplicationId id, int count) {
    Version version = Version.first(configuration(1), NOON);
    var application =
        new Application(
            id,
            "uid-" + id.name(),
            Optional.empty(),
            NOON,
            NOON,
            1,
            0,
            Map.of(),
            Optional.empty(),
            "03:00",
            Ready.NEW,
            0);
    applications.create(application, version);
    for (int number = 2; number <= count; number++) {
      version = version.next(configuration(number), NOON);
      Application before = applications.find(id).orElseThrow();
      applications.replace(
          before,
          before.at(number, NOON),
          new Records(List.of(version), List.of(), List.of(), List.of()));
    }
    return applications.find(id).orElseThrow();
  }

  private void snapshot(Application application, String name, int version) {
    applications.replace(
        application,
        application,
        Records.of(
            Snapshot.begun(
                    new SnapshotName(name),
                    applications.version(application.id(), version).orElseThrow(),
                    true,
                    NOON)
                .taken("file:///" + name)));
  }

  private Configuration configuration(int number) {
    files.put(code(number));
    return Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "role")
        .withCode(new Code(code(number), "md5", 7, Optional.empty()));
  }

  private static Sha256 code(int number) {
    return new Sha256("%064x".formatted(number));
  }

  private static ApplicationId id(String name) {
    return new ApplicationId("us-east-1", "000000000000", new ApplicationName(name));
  }

  private static final class Files implements StoredCode {
    private final Map<Sha256, Long> sizes = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private boolean broken;

    void put(Sha256 code) {
      sizes.put(code, 7L);
    }

    @Override
    public Map<Sha256, Long> sizes() {
      return Map.copyOf(sizes);
    }

    @Override
    public void delete(Sha256 code) {
      if (broken) {
        throw new IllegalStateException("killed");
      }
      sizes.remove(code);
    }
  }
}
