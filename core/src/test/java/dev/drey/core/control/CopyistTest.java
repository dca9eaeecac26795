package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotMode;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotOperation;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Enhanced snapshots over the real commands and reconciler, with a Flink that counts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyistTest {
  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";
  private static final S3Prefix AWAY = new S3Prefix("arn:aws:s3:::away", "states/");

  private final HeldClock clock = new HeldClock();
  private final CountingIds ids = new CountingIds();
  private final InMemoryApplications applications = new InMemoryApplications();
  private final InMemoryEnhancedSnapshots snapshots = new InMemoryEnhancedSnapshots();
  private final FakeFlink flink = new FakeFlink();
  private final FakeCopies copies = new FakeCopies(flink);
  private Reconciler reconciler;
  private Commands commands;
  private Copyist copyist;
  private EnhancedSnapshotCommands asking;

  CopyistTest() {
    newServer();
  }

  private void newServer() {
    var code = new KeptCode(applications, new HashedArtifacts());
    reconciler = new Reconciler(applications, flink, code, clock);
    commands =
        new Commands(
            applications,
            code,
            flink,
            new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
            reconciler,
            snapshots,
            ids,
            clock,
            Timeouts.DEFAULT,
            NothingDeclared.INSTANCE,
            Quotas.DEFAULT);
    copyist =
        new Copyist(
            snapshots, applications, copies, reconciler, clock, Timeouts.DEFAULT.savepoint());
    asking =
        new EnhancedSnapshotCommands(
            snapshots, applications, reconciler, copyist, ids, clock, Quotas.DEFAULT);
  }

  @Test
  void a_snapshot_outlives_its_application_and_starts_another_with_its_state() {
    running("clicks");
    long counted = flink.counted(application("clicks")).orElseThrow();

    AskedSnapshot asked = asking.create(id("clicks"), named("one"));

    assertThat(asked.snapshot().status()).isEqualTo(SnapshotStatus.CREATING);
    rounds();
    EnhancedSnapshot ready = snapshot("one");
    assertThat(ready.status()).isEqualTo(SnapshotStatus.READY);
    assertThat(ready.size()).hasValue(8);
    assertThat(state(asked)).isEqualTo(Operation.State.SUCCESSFUL);
    assertThat(applications.snapshots(id("clicks")))
        .as("what it was copied from has gone")
        .isEmpty();

    commands.applications().delete(id("clicks"), application("clicks").createdAt());
    rounds();
    assertThat(applications.find(id("clicks"))).isEmpty();
    create("next", SnapshotMode.LEGACY);
    commands.runs().start(id("next"), from("one"));
    reconciler.tend(id("next"));
    reconciler.tend(id("next"));
    assertThat(flink.counted(application("next")).orElseThrow()).isGreaterThanOrEqualTo(counted);
  }

  @Test
  void a_start_without_a_word_goes_on_from_the_newest_of_the_application_itself() {
    running("clicks");
    asking.create(id("clicks"), named("one"));
    rounds();
    commands.runs().forceStop(id("clicks"));
    rounds();
    long[] restored = {-1};
    flink.onRestore((application, counted) -> restored[0] = counted);

    commands.runs().start(id("clicks"), RunConfiguration.LATEST);
    rounds();

    assertThat(restored[0]).isPositive();
  }

  @Test
  void whatever_line_the_server_dies_on_the_next_one_ends_it_once() {
    for (int deadly = 0; deadly < 8; deadly++) {
      String name = "s" + deadly;
      if (deadly == 0) {
        running("clicks");
      }
      AskedSnapshot asked = asking.create(id("clicks"), named(name));
      for (int step = 0; step < deadly; step++) {
        round();
      }
      copies.dieInNextStep();
      try {
        rounds();
      } catch (FakeFlink.ServerDied expected) {
        newServer();
      }
      rounds();

      assertThat(snapshot(name).status()).as("%s", deadly).isEqualTo(SnapshotStatus.READY);
      assertThat(state(asked)).isEqualTo(Operation.State.SUCCESSFUL);
      assertThat(applications.snapshots(id("clicks"))).isEmpty();
      SnapshotOperation export = asking.export(asked.snapshot().id(), AWAY, Optional.empty());
      copies.dieInNextStep();
      try {
        rounds();
      } catch (FakeFlink.ServerDied expected) {
        newServer();
      }
      rounds();
      assertThat(copies.buckets()).containsKey(AWAY.exportedBy(export.id()).toString());
    }
  }

  @Test
  void exported_and_imported_the_state_is_the_same() {
    running("clicks");
    asking.create(id("clicks"), named("one"));
    rounds();
    SnapshotOperation export = asking.export(snapshotId("one"), AWAY, Optional.empty());
    rounds();

    S3Prefix exported = AWAY.exportedBy(export.id());
    assertThat(exported.keyPrefix()).isEqualTo("states/" + export.id());
    asking.importFrom(exported, Optional.empty(), named("two"));
    rounds();

    assertThat(snapshot("two").status()).isEqualTo(SnapshotStatus.READY);
    assertThat(flink.savedAt(snapshot("two").location().orElseThrow()))
        .isEqualTo(flink.savedAt(snapshot("one").location().orElseThrow()));
  }

  @Test
  void one_export_at_a_time_and_a_deletion_waits_for_it() {
    running("clicks");
    asking.create(id("clicks"), named("one"));
    rounds();
    EnhancedSnapshot one = snapshot("one");
    SnapshotOperation export = asking.export(one.id(), AWAY, Optional.empty());
    refused(Reason.LIMIT_EXCEEDED, () -> asking.export(one.id(), AWAY, Optional.empty()));

    AskedSnapshot deletion = asking.delete(one.id(), one.createdAt());

    assertThat(deletion.snapshot().status()).isEqualTo(SnapshotStatus.DELETING);
    rounds();
    assertThat(copies.buckets()).containsKey(AWAY.exportedBy(export.id()).toString());
    assertThat(snapshots.find(one.id())).isEmpty();
    assertThat(flink.savedAt(one.location().orElseThrow())).isEmpty();
    assertThat(state(deletion)).isEqualTo(Operation.State.SUCCESSFUL);
  }

  @Test
  void a_savepoint_that_fails_leaves_a_FAILED_one_whose_name_is_taken_until_it_is_deleted() {
    running("clicks");
    flink.failSavepoints(true);
    AskedSnapshot asked = asking.create(id("clicks"), named("one"));
    rounds();

    EnhancedSnapshot failed = snapshot("one");
    assertThat(failed.status()).isEqualTo(SnapshotStatus.FAILED);
    assertThat(
            snapshots
                .operation(failed.id(), asked.operation().id())
                .flatMap(SnapshotOperation::failure))
        .hasValueSatisfying(why -> assertThat(why.cause()).isEqualTo("no savepoints today"));
    flink.failSavepoints(false);
    refused(Reason.IN_USE, () -> asking.create(id("clicks"), named("one")));
    asking.delete(failed.id(), failed.createdAt());
    rounds();
    asking.create(id("clicks"), named("one"));
    rounds();
    assertThat(snapshot("one").status()).isEqualTo(SnapshotStatus.READY);
  }

  @Test
  void an_application_that_is_deleted_meanwhile_ends_it() {
    running("clicks");
    AskedSnapshot asked = asking.create(id("clicks"), named("one"));
    commands.applications().delete(id("clicks"), application("clicks").createdAt());

    rounds();

    assertThat(snapshot("one").status()).isEqualTo(SnapshotStatus.FAILED);
    assertThat(state(asked)).isEqualTo(Operation.State.FAILED);
  }

  @Test
  void trouble_that_passes_is_waited_for_and_trouble_that_does_not_is_told() {
    running("clicks");
    asking.create(id("clicks"), named("one"));
    rounds();
    copies.breakOff(3);
    SnapshotOperation first = asking.export(snapshotId("one"), AWAY, Optional.empty());
    rounds();
    assertThat(operation("one", first).state()).isEqualTo(Operation.State.SUCCESSFUL);
    assertThat(operation("one", first).tries()).isEqualTo(3);

    copies.breakOff(100);
    SnapshotOperation second = asking.export(snapshotId("one"), AWAY, Optional.empty());
    rounds();

    assertThat(operation("one", second).state()).isEqualTo(Operation.State.FAILED);
    assertThat(snapshot("one").status()).isEqualTo(SnapshotStatus.READY);
  }

  @Test
  void what_is_no_savepoint_is_not_imported() {
    asking.importFrom(AWAY, Optional.empty(), named("in"));
    rounds();

    assertThat(snapshot("in").status()).isEqualTo(SnapshotStatus.FAILED);
  }

  @Test
  void a_deployment_that_may_have_to_go_back_to_it_keeps_it() {
    running("clicks");
    asking.create(id("clicks"), named("one"));
    rounds();
    commands.runs().forceStop(id("clicks"));
    rounds();
    commands.runs().start(id("clicks"), from("one"));
    rounds();
    EnhancedSnapshot one = snapshot("one");

    refused(Reason.IN_USE, () -> asking.delete(one.id(), one.createdAt()));

    flink.checkpoint();
    rounds();
    asking.delete(one.id(), one.createdAt());
    rounds();
    assertThat(snapshots.find(one.id())).isEmpty();
  }

  @Test
  void what_cannot_be_is_refused_at_once() {
    create("clicks", SnapshotMode.LEGACY);
    refused(Reason.INVALID_CONFIGURATION, () -> asking.create(id("clicks"), named("one")));
    create("enhanced", SnapshotMode.ENHANCED);
    refused(Reason.IN_USE, () -> asking.create(id("enhanced"), named("one")));
    refused(Reason.NOT_FOUND, () -> asking.create(id("nobody"), named("one")));
    refused(
        Reason.INVALID_ARGUMENT, () -> asking.create(id("enhanced"), named("SystemSnapshot-1")));
    refused(Reason.NOT_FOUND, () -> asking.export(snapshotId("x"), AWAY, Optional.empty()));
    running("busy");
    asking.create(id("busy"), named("first"));
    refused(Reason.IN_USE, () -> asking.create(id("busy"), named("second")));
    refused(Reason.IN_USE, () -> asking.export(snapshotId("first"), AWAY, Optional.empty()));
    refused(
        Reason.INVALID_ARGUMENT,
        () -> asking.delete(snapshotId("first"), clock.instant().plusSeconds(5)));
    refused(Reason.IN_USE, () -> asking.delete(snapshotId("first"), clock.instant()));
    refused(Reason.INVALID_ARGUMENT, () -> commands.runs().start(id("enhanced"), from("first")));
    refused(
        Reason.UNSUPPORTED, () -> commands.snapshots().create(id("busy"), new SnapshotName("own")));
  }

  @Test
  void tags_are_its_own() {
    asking.importFrom(AWAY, Optional.empty(), named("in"));
    asking.tag(snapshotId("in"), Map.of("a", "1", "b", "2"));
    asking.untag(snapshotId("in"), List.of("a"));

    assertThat(snapshot("in").tags()).containsExactly(Map.entry("b", "2"));
  }

  private static void refused(Reason reason, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            Refused.class, it -> assertThat(it.reason()).as(it.getMessage()).isEqualTo(reason));
  }

  private void create(String name, SnapshotMode mode) {
    Configuration plain = Configuration.defaults(FakeFlink.ENVIRONMENT, "role");
    commands
        .applications()
        .create(
            new NewApplication(
                id(name),
                Optional.empty(),
                plain.with(mode),
                Optional.of(new CodeSource.S3("arn:aws:s3:::b", "k", Optional.empty())),
                Map.of()));
  }

  private void running(String name) {
    create(name, SnapshotMode.ENHANCED);
    commands.runs().start(id(name), RunConfiguration.LATEST);
    rounds();
    assertThat(application(name).status()).isEqualTo(Status.RUNNING);
  }

  /** Until nothing more comes of it. */
  private void rounds() {
    for (int i = 0; i < 30; i++) {
      round();
    }
  }

  private void round() {
    applications.all().forEach(reconciler::tend);
    flink.work();
    snapshots.unfinished().forEach(copyist::tend);
    clock.forward(Duration.ofMillis(50));
  }

  private static ApplicationId id(String name) {
    return new ApplicationId(REGION, ACCOUNT, new ApplicationName(name));
  }

  private static EnhancedSnapshotId snapshotId(String name) {
    return new EnhancedSnapshotId(REGION, ACCOUNT, new SnapshotName(name));
  }

  private static NewEnhancedSnapshot named(String name) {
    return new NewEnhancedSnapshot(snapshotId(name), Optional.empty(), Optional.empty(), Map.of());
  }

  private static RunConfiguration from(String name) {
    return new RunConfiguration(
        RestoreType.CUSTOM, Optional.empty(), false, Optional.of(snapshotId(name)));
  }

  private Application application(String name) {
    return applications.find(id(name)).orElseThrow();
  }

  private EnhancedSnapshot snapshot(String name) {
    return snapshots.find(snapshotId(name)).orElseThrow();
  }

  private SnapshotOperation operation(String name, SnapshotOperation asked) {
    return snapshots.operation(snapshotId(name), asked.id()).orElseThrow();
  }

  private Operation.State state(AskedSnapshot asked) {
    return snapshots.operation(asked.snapshot().id(), asked.operation().id()).orElseThrow().state();
  }
}
