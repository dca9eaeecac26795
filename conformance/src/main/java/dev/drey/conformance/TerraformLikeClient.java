package dev.drey.conformance;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationResponse;

/**
 * Does what the provider's resources do: the same calls in the same order, and the same waits. A
 * wait knows which states may come before the one it waits for, and fails on any other, as the
 * provider's do.
 */
final class TerraformLikeClient {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final KinesisAnalyticsV2Client flink;

  TerraformLikeClient(KinesisAnalyticsV2Client flink) {
    this.flink = flink;
  }

  /** Describes by name, then asks for the tags by ARN; empty when it is gone. */
  Optional<ApplicationDetail> read(String name) {
    try {
      ApplicationDetail detail =
          flink.describeApplication(it -> it.applicationName(name)).applicationDetail();
      flink.listTagsForResource(it -> it.resourceARN(detail.applicationARN()));
      return Optional.of(detail);
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Only what is exactly READY is started. */
  void start(String name) {
    if (status(name) != ApplicationStatus.READY) {
      return;
    }
    String operation = flink.startApplication(it -> it.applicationName(name)).operationId();
    awaitOperation(name, operation);
    await(ApplicationStatus.RUNNING, Set.of(ApplicationStatus.STARTING), () -> status(name));
  }

  /** Only what is RUNNING is stopped. */
  void stop(String name) {
    if (status(name) != ApplicationStatus.RUNNING) {
      return;
    }
    String operation = flink.stopApplication(it -> it.applicationName(name)).operationId();
    awaitOperation(name, operation);
    await(
        ApplicationStatus.READY,
        Set.of(ApplicationStatus.STOPPING, ApplicationStatus.FORCE_STOPPING),
        () -> status(name));
  }

  /** Changes one property, quoting the version it read; returns the version of the answer. */
  long update(String name, String property, String value) {
    ApplicationDetail before = read(name).orElseThrow();
    UpdateApplicationResponse answer =
        flink.updateApplication(
            it ->
                it.applicationName(name)
                    .currentApplicationVersionId(before.applicationVersionId())
                    .applicationConfigurationUpdate(
                        update ->
                            update.environmentPropertyUpdates(
                                properties ->
                                    properties.propertyGroups(
                                        PropertyGroup.builder()
                                            .propertyGroupId("terraform")
                                            .propertyMap(Map.of(property, value))
                                            .build()))));
    awaitOperation(name, answer.operationId());
    awaitOneOf(
        Set.of(ApplicationStatus.READY, ApplicationStatus.RUNNING),
        Set.of(ApplicationStatus.UPDATING),
        () -> status(name));
    return answer.applicationDetail().applicationVersionId();
  }

  SnapshotDetails createSnapshot(String name, String snapshot) {
    flink.createApplicationSnapshot(it -> it.applicationName(name).snapshotName(snapshot));
    await(
        SnapshotStatus.READY,
        Set.of(SnapshotStatus.CREATING),
        () -> snapshot(name, snapshot).orElseThrow().snapshotStatus());
    return snapshot(name, snapshot).orElseThrow();
  }

  /** With the timestamp as it is kept in the state file: RFC 3339, without a fraction. */
  void deleteSnapshot(String name, SnapshotDetails snapshot) {
    Instant kept = Instant.parse(asKept(snapshot.snapshotCreationTimestamp()));
    flink.deleteApplicationSnapshot(
        it ->
            it.applicationName(name)
                .snapshotName(snapshot.snapshotName())
                .snapshotCreationTimestamp(kept));
    await(
        Optional.empty(),
        Set.of(Optional.of(SnapshotStatus.DELETING)),
        () -> snapshot(name, snapshot.snapshotName()).map(SnapshotDetails::snapshotStatus));
  }

  /** Without a stop before it. */
  void delete(String name, Instant created) {
    Instant kept = Instant.parse(asKept(created));
    flink.deleteApplication(it -> it.applicationName(name).createTimestamp(kept));
    await(
        Optional.empty(),
        Set.of(Optional.of(ApplicationStatus.DELETING)),
        () -> read(name).map(ApplicationDetail::applicationStatus));
  }

  private static String asKept(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Optional<SnapshotDetails> snapshot(String name, String snapshot) {
    try {
      return Optional.of(
          flink
              .describeApplicationSnapshot(it -> it.applicationName(name).snapshotName(snapshot))
              .snapshotDetails());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    } catch (InvalidArgumentException e) {
      if (e.getMessage().contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ApplicationStatus status(String name) {
    return flink
        .describeApplication(it -> it.applicationName(name))
        .applicationDetail()
        .applicationStatus();
  }

  private void awaitOperation(String name, String operation) {
    if (operation == null || operation.isEmpty()) {
      return;
    }
    await(
        OperationStatus.SUCCESSFUL,
        Set.of(OperationStatus.IN_PROGRESS),
        () ->
            flink
                .describeApplicationOperation(it -> it.applicationName(name).operationId(operation))
                .applicationOperationInfoDetails()
                .operationStatus());
  }

  private static <T> void await(T target, Set<T> pending, Supplier<T> look) {
    awaitOneOf(Set.of(target), pending, look);
  }

  private static <T> void awaitOneOf(Set<T> targets, Set<T> pending, Supplier<T> look) {
    Awaitility.await()
        .alias("one of " + targets)
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN)
        .until(
            () -> {
              T seen = look.get();
              if (!targets.contains(seen) && !pending.contains(seen)) {
                throw new AssertionError(
                    "unexpected state '" + seen + "', wanted target " + targets);
              }
              return targets.contains(seen);
            });
  }
}
