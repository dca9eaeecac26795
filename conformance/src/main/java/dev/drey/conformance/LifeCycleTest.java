package dev.drey.conformance;

import static dev.drey.conformance.Workbench.assertRefused;
import static dev.drey.conformance.Workbench.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.conformance.CheckedAgainst.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfo;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationRestoreType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationResponse;

/** Applications that run: each test starts Flink. */
@Tag("flink")
@DisplayNameGeneration(ReplaceUnderscores.class)
public class LifeCycleTest {
  private final Workbench bench = new Workbench();

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at =
          "aws_kinesisanalyticsv2_application: start, stop and destroy, with the statuses it waits through")
  void an_application_is_started_stopped_started_and_deleted() {
    String name = bench.freshName();
    ApplicationDetail made = bench.createWithCode(name);
    assertThat(
            made.applicationConfigurationDescription()
                .applicationCodeConfigurationDescription()
                .codeContentDescription()
                .codeSize())
        .isPositive();

    start(name);
    ApplicationDetail running = bench.describe(name);
    assertThat(running.applicationVersionId()).as("a start makes no version").isEqualTo(1);
    var run = running.applicationConfigurationDescription().runConfigurationDescription();
    assertThat(run.applicationRestoreConfigurationDescription().applicationRestoreType())
        .isEqualTo(ApplicationRestoreType.RESTORE_FROM_LATEST_SNAPSHOT);
    assertThat(run.flinkRunConfigurationDescription().allowNonRestoredState()).isFalse();

    stop(name);
    assertThat(snapshots(name))
        .as("a stop saves the state")
        .singleElement()
        .satisfies(
            snapshot -> {
              assertThat(snapshot.snapshotStatus()).isEqualTo(SnapshotStatus.READY);
              assertThat(snapshot.applicationVersionId()).isEqualTo(1);
            });

    start(name);
    bench.flink.deleteApplication(
        it -> it.applicationName(name).createTimestamp(made.createTimestamp()));
    bench.awaitGone(name);
    assertThat(operations(name)).as("of an application that is gone").isEmpty();
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "StartApplication, StopApplication: ResourceInUseException")
  void what_runs_is_not_started_and_what_does_not_run_is_not_stopped() {
    String name = bench.freshName();
    bench.createWithCode(name);
    assertThat(refusal(() -> bench.flink.stopApplication(it -> it.applicationName(name))))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("READY");
    assertThat(
            refusal(
                () ->
                    bench.flink.createApplicationSnapshot(
                        it -> it.applicationName(name).snapshotName("too-early"))))
        .isInstanceOf(ResourceInUseException.class);

    start(name);

    assertThat(refusal(() -> bench.flink.startApplication(it -> it.applicationName(name))))
        .isInstanceOf(ResourceInUseException.class);
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "StopApplication: Force")
  void a_forced_stop_saves_nothing() {
    String name = bench.freshName();
    bench.createWithCode(name);
    start(name);

    String operation =
        bench.flink.stopApplication(it -> it.applicationName(name).force(true)).operationId();
    bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.FORCE_STOPPING);

    assertThat(bench.awaitOperation(name, operation).operationStatus())
        .isEqualTo(OperationStatus.SUCCESSFUL);
    assertThat(snapshots(name)).isEmpty();
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "aws_kinesisanalyticsv2_application_snapshot: CREATING, READY, DELETING, not found")
  void a_snapshot_is_taken_shown_restored_and_deleted() {
    String name = bench.freshName();
    bench.createWithCode(name);
    start(name);

    bench.flink.createApplicationSnapshot(it -> it.applicationName(name).snapshotName("by-hand"));
    await()
        .alias("the snapshot is READY")
        .atMost(Duration.ofMinutes(2))
        .until(() -> snapshot(name, "by-hand").snapshotStatus() == SnapshotStatus.READY);
    assertThat(
            refusal(
                () ->
                    bench.flink.createApplicationSnapshot(
                        it -> it.applicationName(name).snapshotName("by-hand"))))
        .isInstanceOf(ResourceInUseException.class);
    stop(name);
    String operation =
        bench
            .flink
            .startApplication(
                it ->
                    it.applicationName(name)
                        .runConfiguration(
                            run ->
                                run.applicationRestoreConfiguration(
                                    restore ->
                                        restore
                                            .applicationRestoreType(
                                                ApplicationRestoreType.RESTORE_FROM_CUSTOM_SNAPSHOT)
                                            .snapshotName("by-hand"))))
            .operationId();
    bench.awaitStatus(name, ApplicationStatus.RUNNING, ApplicationStatus.STARTING);
    assertThat(bench.awaitOperation(name, operation).operationStatus())
        .isEqualTo(OperationStatus.SUCCESSFUL);
    bench.flink.stopApplication(it -> it.applicationName(name).force(true));
    bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.FORCE_STOPPING);

    SnapshotDetails byHand = snapshot(name, "by-hand");
    assertThat(
            refusal(
                () ->
                    bench.flink.deleteApplicationSnapshot(
                        it ->
                            it.applicationName(name)
                                .snapshotName("by-hand")
                                .snapshotCreationTimestamp(
                                    byHand.snapshotCreationTimestamp().plusSeconds(1)))))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "aws_kinesisanalyticsv2_application_snapshot: polled until it is not found")
  void a_snapshot_that_nothing_needs_is_deleted() {
    String name = bench.freshName();
    bench.createWithCode(name);
    start(name);
    stop(name);
    SnapshotDetails stopped = snapshots(name).get(0);

    bench.flink.deleteApplicationSnapshot(
        it ->
            it.applicationName(name)
                .snapshotName(stopped.snapshotName())
                .snapshotCreationTimestamp(stopped.snapshotCreationTimestamp()));

    await()
        .alias("the snapshot is gone")
        .atMost(Duration.ofMinutes(1))
        .until(() -> isGone(name, stopped.snapshotName()));
  }

  @Test
  @CheckedAgainst(
      value = Source.CLIENT,
      at = "snapshots: ResourceNotFoundException, or a text with \"does not exist\"")
  void a_snapshot_that_does_not_exist_says_so() {
    String name = bench.freshName();
    bench.create(name);

    assertThat(
            refusal(
                () ->
                    bench.flink.describeApplicationSnapshot(
                        it -> it.applicationName(name).snapshotName("never"))))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("does not exist");
    assertThat(
            refusal(
                () ->
                    bench.flink.listApplicationSnapshots(it -> it.applicationName(name + "-not"))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "UpdateApplication of a running application; DescribeApplicationOperation")
  void a_running_application_is_updated_and_keeps_running() {
    String name = bench.freshName();
    bench.createWithCode(name);
    start(name);

    UpdateApplicationResponse answer =
        bench.flink.updateApplication(
            it ->
                it.applicationName(name)
                    .currentApplicationVersionId(1L)
                    .applicationConfigurationUpdate(
                        update ->
                            update.environmentPropertyUpdates(
                                properties ->
                                    properties.propertyGroups(
                                        PropertyGroup.builder()
                                            .propertyGroupId("conformance")
                                            .propertyMap(Map.of("round", "2"))
                                            .build()))));
    assertThat(answer.applicationDetail().applicationStatus())
        .isEqualTo(ApplicationStatus.UPDATING);
    assertThat(answer.applicationDetail().applicationVersionId()).isEqualTo(2);

    ApplicationDetail now =
        bench.awaitStatus(name, ApplicationStatus.RUNNING, ApplicationStatus.UPDATING);
    assertThat(now.applicationVersionId()).isEqualTo(2);
    var operation = bench.awaitOperation(name, answer.operationId());
    assertThat(operation.operationStatus()).isEqualTo(OperationStatus.SUCCESSFUL);
    assertThat(operation.operation()).isEqualTo("UpdateApplication");
    assertThat(operation.applicationVersionChangeDetails().applicationVersionUpdatedFrom())
        .isEqualTo(1);
    assertThat(operation.applicationVersionChangeDetails().applicationVersionUpdatedTo())
        .isEqualTo(2);
    assertThat(snapshots(name)).as("an update saves the state").hasSize(1);
  }

  @Test
  @CheckedAgainst(
      value = Source.MODEL,
      at = "ListApplicationOperations: Operation, OperationStatus, Limit, NextToken")
  void operations_are_listed_newest_first_in_pages_and_by_kind() {
    String name = bench.freshName();
    bench.createWithCode(name);
    start(name);
    stop(name);
    start(name);

    List<ApplicationOperationInfo> all = operations(name);

    assertThat(all)
        .extracting(ApplicationOperationInfo::operation)
        .containsExactly("StartApplication", "StopApplication", "StartApplication");
    assertThat(
            bench
                .flink
                .listApplicationOperations(
                    it -> it.applicationName(name).operation("StopApplication"))
                .applicationOperationInfoList())
        .containsExactly(all.get(1));
    assertThat(
            bench
                .flink
                .listApplicationOperations(
                    it -> it.applicationName(name).operationStatus(OperationStatus.FAILED))
                .applicationOperationInfoList())
        .isEmpty();
    assertRefused("ResourceNotFoundException", () -> bench.operation(name, "NoSuchOperation"));
  }

  private void start(String name) {
    String operation = bench.flink.startApplication(it -> it.applicationName(name)).operationId();
    assertThat(bench.operation(name, operation).operation()).isEqualTo("StartApplication");
    bench.awaitStatus(name, ApplicationStatus.RUNNING, ApplicationStatus.STARTING);
    assertThat(bench.awaitOperation(name, operation).operationStatus())
        .isEqualTo(OperationStatus.SUCCESSFUL);
  }

  private void stop(String name) {
    String operation = bench.flink.stopApplication(it -> it.applicationName(name)).operationId();
    bench.awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.STOPPING);
    assertThat(bench.awaitOperation(name, operation).operationStatus())
        .isEqualTo(OperationStatus.SUCCESSFUL);
  }

  private List<SnapshotDetails> snapshots(String name) {
    return bench.flink.listApplicationSnapshots(it -> it.applicationName(name)).snapshotSummaries();
  }

  private SnapshotDetails snapshot(String name, String snapshot) {
    return bench
        .flink
        .describeApplicationSnapshot(it -> it.applicationName(name).snapshotName(snapshot))
        .snapshotDetails();
  }

  private boolean isGone(String name, String snapshot) {
    try {
      assertThat(snapshot(name, snapshot).snapshotStatus()).isEqualTo(SnapshotStatus.DELETING);
      return false;
    } catch (ResourceNotFoundException e) {
      return true;
    }
  }

  /** All of them, by pages of two; none where the application is gone. */
  private List<ApplicationOperationInfo> operations(String name) {
    List<ApplicationOperationInfo> all = new ArrayList<>();
    try {
      bench
          .flink
          .listApplicationOperationsPaginator(it -> it.applicationName(name).limit(2))
          .forEach(page -> all.addAll(page.applicationOperationInfoList()));
    } catch (ResourceNotFoundException e) {
      return List.of();
    }
    return all;
  }
}
