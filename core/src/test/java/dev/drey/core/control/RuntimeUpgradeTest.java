package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Purpose;
import dev.drey.core.lifecycle.Saving;
import dev.drey.core.lifecycle.Step;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RuntimeUpgradeTest {
  private static final ApplicationId ID =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));
  private static final RuntimeEnvironment OLD = FakeFlink.ENVIRONMENT;
  private static final RuntimeEnvironment NEW = FakeFlink.NEWER;

  private final InMemoryApplications applications = new InMemoryApplications();
  private final HeldClock clock = new HeldClock();
  private final FakeFlink flink = new FakeFlink();
  private Reconciler reconciler;
  private Commands commands;

  @BeforeEach
  void run_an_application_on_the_old_one() {
    var code = new KeptCode(applications, new HashedArtifacts());
    reconciler = new Reconciler(applications, flink, code, clock);
    commands =
        new Commands(
            applications,
            code,
            flink,
            new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
            reconciler,
            new InMemoryEnhancedSnapshots(),
            new CountingIds(),
            clock,
            Timeouts.DEFAULT,
            NothingDeclared.INSTANCE,
            Quotas.DEFAULT);
    var jar = new CodeSource.S3("arn:aws:s3:::b", "jar", Optional.empty());
    commands
        .applications()
        .create(
            new NewApplication(
                ID,
                Optional.empty(),
                Configuration.defaults(OLD, "arn:aws:iam::000000000000:role/r"),
                Optional.of(jar),
                Map.of()));
    commands.runs().start(ID, RunConfiguration.LATEST);
    until(() -> status() == Status.RUNNING);
  }

  @Test
  void the_state_goes_up_in_the_format_that_other_versions_read() {
    update(NEW, RunConfiguration.LATEST);
    until(() -> phase() instanceof Saving);

    Purpose purpose = ((Saving) phase()).purpose();
    assertThat(purpose.format()).isEqualTo(Step.Format.CANONICAL);
    assertThat(((Purpose.Update) purpose).change().writtenBy()).contains(OLD);
    until(() -> status() == Status.RUNNING);
    assertThat(commands.find(ID).version()).isEqualTo(2);
    assertThat(applications.snapshots(ID).get(0).runtime()).isEqualTo(OLD);
  }

  @Test
  void an_update_on_one_flink_is_saved_as_RocksDB_has_it() {
    update(OLD, RunConfiguration.LATEST);
    until(() -> phase() instanceof Saving);

    Purpose purpose = ((Saving) phase()).purpose();
    assertThat(purpose.format()).isEqualTo(Step.Format.NATIVE);
    assertThat(((Purpose.Update) purpose).change().writtenBy()).isEmpty();
  }

  @Test
  void the_way_back_is_by_the_name_of_a_snapshot_from_before() {
    goUp();
    SnapshotName before = applications.snapshots(ID).get(0).name();

    assertThatThrownBy(() -> update(OLD, RunConfiguration.LATEST))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("FLINK-1_20 cannot read state that FLINK-2_3 wrote")
        .hasMessageContaining("The newest snapshot it can read is " + before);
    update(OLD, from(before));
    until(() -> status() == Status.RUNNING);
    assertThat(commands.find(ID).version()).isEqualTo(3);
  }

  @Test
  void a_named_snapshot_of_the_newer_one_is_refused_too_and_an_empty_start_is_not() {
    goUp();
    var name = new SnapshotName("newer");
    commands.snapshots().create(ID, name);
    until(() -> applications.snapshot(ID, name).orElseThrow().isUsable());

    assertThatThrownBy(() -> update(OLD, from(name))).isInstanceOf(Refused.class);
    update(OLD, new RunConfiguration(RestoreType.SKIP, Optional.empty(), false));
    until(() -> status() == Status.RUNNING);
  }

  @Test
  void what_does_not_run_is_refused_when_it_is_started() {
    goUp();
    commands.runs().stop(ID);
    until(() -> status() == Status.READY);
    update(OLD, RunConfiguration.LATEST);
    until(() -> status() == Status.READY);

    assertThatThrownBy(() -> commands.runs().start(ID, RunConfiguration.LATEST))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("RESTORE_FROM_CUSTOM_SNAPSHOT");
  }

  @Test
  void runtime_environments_are_as_old_as_their_numbers_say() {
    List<RuntimeEnvironment> sorted =
        List.of("FLINK-2_3", "FLINK-1_20", "FLINK-2_2", "FLINK-1_6").stream()
            .map(RuntimeEnvironment::new)
            .sorted()
            .toList();

    assertThat(sorted)
        .extracting(RuntimeEnvironment::value)
        .containsExactly("FLINK-1_6", "FLINK-1_20", "FLINK-2_2", "FLINK-2_3");
    assertThat(OLD.isOlderThan(NEW)).isTrue();
    assertThat(NEW.isOlderThan(OLD)).isFalse();
    assertThat(OLD.isOlderThan(OLD)).isFalse();
  }

  private void goUp() {
    update(NEW, RunConfiguration.LATEST);
    until(() -> status() == Status.RUNNING);
  }

  private static RunConfiguration from(SnapshotName name) {
    return new RunConfiguration(RestoreType.CUSTOM, Optional.of(name), false);
  }

  private void update(RuntimeEnvironment runtime, RunConfiguration run) {
    Application application = commands.find(ID);
    commands
        .changes()
        .update(
            ID,
            new Guard(OptionalLong.of(application.version()), Optional.empty()),
            new Amendment(
                now ->
                    Configuration.defaults(runtime, now.serviceExecutionRole())
                        .withCode(now.code().orElseThrow()),
                now -> Optional.empty(),
                Optional.of(run)));
  }

  private Phase phase() {
    return commands.find(ID).phase();
  }

  private Status status() {
    return commands.find(ID).status();
  }

  private void until(BooleanSupplier reached) {
    for (int i = 0; i < 100 && !reached.getAsBoolean(); i++) {
      flink.work();
      reconciler.tend(ID);
    }
    assertThat(reached.getAsBoolean()).as("reached from %s", phase()).isTrue();
    reconciler.tend(ID); // what was seen last is what runs now
  }
}
