package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Encryption;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshot.Source;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotOperation;
import dev.drey.core.model.SnapshotOperation.Failure;
import dev.drey.core.model.SnapshotOperation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is expected of every store of enhanced snapshots. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class EnhancedSnapshotsContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");
  private static final S3Prefix PREFIX = new S3Prefix("arn:aws:s3:::away", "to/");

  private EnhancedSnapshots snapshots;

  /** A store with nothing in it. */
  protected abstract EnhancedSnapshots empty();

  @BeforeEach
  void begin() {
    snapshots = empty();
  }

  private static EnhancedSnapshotId id(String name) {
    return new EnhancedSnapshotId("us-east-1", "000000000000", new SnapshotName(name));
  }

  private static EnhancedSnapshot taken(String name) {
    var source =
        new Source.Taken(
            new ApplicationName("clicks"),
            "app00001",
            NOON,
            3,
            new RuntimeEnvironment("FLINK-1_20"));
    return EnhancedSnapshot.begun(
        id(name),
        "uid-" + name,
        Optional.of("before the move"),
        source,
        Optional.of(new Encryption("CUSTOMER_MANAGED_KEY", Optional.of("key"))),
        Map.of("team", "web"),
        NOON);
  }

  private static SnapshotOperation operation(String id, Kind kind) {
    return SnapshotOperation.begun(new OperationId(id), kind, NOON);
  }

  private EnhancedSnapshot stored(String name) {
    snapshots.create(taken(name), operation("create" + name, Kind.CREATE));
    return snapshots.find(id(name)).orElseThrow();
  }

  @Test
  void what_was_written_is_read_as_it_was() {
    EnhancedSnapshot snapshot = stored("one");
    SnapshotOperation export =
        operation("export", Kind.EXPORT)
            .with(PREFIX, Optional.of(new Encryption("AWS_OWNED_KEY", Optional.empty())))
            .brokenOff()
            .failed(new Failure(Reason.INVALID_ARGUMENT, "no such bucket"), NOON);

    assertThat(snapshot).isEqualTo(taken("one"));
    assertThat(snapshots.replace(snapshot, snapshot.ready("file:///x", 7), List.of(export)))
        .isTrue();

    assertThat(snapshots.find(id("one"))).contains(snapshot.ready("file:///x", 7).at(1));
    assertThat(snapshots.operation(id("one"), export.id())).contains(export);
    assertThat(snapshots.operations(id("one")))
        .containsExactly(export, operation("createone", Kind.CREATE));
  }

  @Test
  void an_imported_one_remembers_where_from() {
    EnhancedSnapshot imported =
        EnhancedSnapshot.begun(
            id("in"),
            "uid",
            Optional.empty(),
            new Source.Imported(PREFIX),
            Optional.empty(),
            Map.of(),
            NOON);

    assertThat(snapshots.create(imported, operation("import", Kind.IMPORT))).isTrue();

    assertThat(snapshots.find(id("in"))).contains(imported);
  }

  @Test
  void a_name_is_given_once_and_again_when_it_is_free() {
    EnhancedSnapshot first = stored("one");

    assertThat(snapshots.create(taken("one"), operation("second", Kind.CREATE))).isFalse();
    assertThat(snapshots.operation(id("one"), new OperationId("second"))).isEmpty();
    assertThat(snapshots.remove(first, operation("gone", Kind.DELETE).succeeded(NOON))).isTrue();
    assertThat(snapshots.create(taken("one"), operation("third", Kind.CREATE))).isTrue();
  }

  @Test
  void of_two_who_write_at_once_one_writes_nothing() {
    EnhancedSnapshot before = stored("one");
    snapshots.replace(before, before.tagged(Map.of("a", "b")), List.of());

    assertThat(snapshots.replace(before, before.failed(), List.of(operation("late", Kind.EXPORT))))
        .isFalse();
    assertThat(snapshots.remove(before, operation("late", Kind.DELETE).succeeded(NOON))).isFalse();

    assertThat(snapshots.find(id("one")).orElseThrow().tags()).containsOnlyKeys("a");
    assertThat(snapshots.operation(id("one"), new OperationId("late"))).isEmpty();
  }

  @Test
  void operations_outlive_their_snapshot_until_they_are_old() {
    EnhancedSnapshot snapshot = stored("one");
    SnapshotOperation creation = operation("createone", Kind.CREATE).succeeded(NOON);
    snapshots.replace(snapshot, snapshot, List.of(creation));
    SnapshotOperation deletion =
        operation("gone", Kind.DELETE).succeeded(NOON.plus(Duration.ofDays(1)));

    snapshots.remove(snapshots.find(id("one")).orElseThrow(), deletion);

    assertThat(snapshots.find(id("one"))).isEmpty();
    assertThat(snapshots.operations(id("one"))).containsExactly(deletion, creation);
    snapshots.forgetOperations(NOON.plusSeconds(1));
    assertThat(snapshots.operations(id("one"))).containsExactly(deletion);
  }

  @Test
  void an_account_sees_its_own_newest_first() {
    stored("one");
    stored("two");

    assertThat(snapshots.list("us-east-1", "000000000000"))
        .extracting(EnhancedSnapshot::id)
        .containsExactly(id("two"), id("one"));
    assertThat(snapshots.list("us-east-1", "111111111111")).isEmpty();
    assertThat(snapshots.list("eu-west-1", "000000000000")).isEmpty();
  }

  @Test
  void unfinished_is_what_has_an_operation_under_way() {
    EnhancedSnapshot done = stored("done");
    stored("underway");
    snapshots.replace(done, done, List.of(operation("createdone", Kind.CREATE).succeeded(NOON)));

    assertThat(snapshots.unfinished()).containsExactly(id("underway"));
  }
}
