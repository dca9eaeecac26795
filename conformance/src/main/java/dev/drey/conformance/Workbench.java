package dev.drey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfoDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CreateApplicationRequest;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.KinesisAnalyticsV2Exception;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RuntimeEnvironment;
import software.amazon.awssdk.services.s3.S3Client;

/** What a test needs: applications of names that nobody else has, and their removal at the end. */
final class Workbench implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  static final String ROLE = "arn:aws:iam::000000000000:role/conformance";

  final KinesisAnalyticsV2Client flink = Service.flink();
  private final CopyOnWriteArrayList<String> names = new CopyOnWriteArrayList<>();

  /** A name that is free, and whose application is deleted in the end. */
  String freshName() {
    String name = "conformance-" + UUID.randomUUID().toString().substring(0, 8);
    names.add(name);
    return name;
  }

  /** The least that a Flink application can be. */
  ApplicationDetail create(String name) {
    return create(name, more -> {});
  }

  ApplicationDetail create(String name, Consumer<CreateApplicationRequest.Builder> more) {
    CreateApplicationRequest.Builder request =
        CreateApplicationRequest.builder()
            .applicationName(name)
            .runtimeEnvironment(RuntimeEnvironment.FLINK_1_20)
            .serviceExecutionRole(ROLE);
    more.accept(request);
    return flink.createApplication(request.build()).applicationDetail();
  }

  /** One whose code is the job of {@code drey.jar}, in a bucket. */
  ApplicationDetail createWithCode(String name) {
    String bucket = name.toLowerCase(Locale.ROOT);
    Path jar = Service.jar();
    try (S3Client s3 = Service.s3()) {
      s3.createBucket(it -> it.bucket(bucket));
      s3.putObject(it -> it.bucket(bucket).key("app.jar"), jar);
    }
    return create(
        name,
        request ->
            request.applicationConfiguration(
                configuration ->
                    configuration.applicationCodeConfiguration(
                        code ->
                            code.codeContentType(CodeContentType.ZIPFILE)
                                .codeContent(
                                    content ->
                                        content.s3ContentLocation(
                                            at ->
                                                at.bucketARN("arn:aws:s3:::" + bucket)
                                                    .fileKey("app.jar"))))));
  }

  ApplicationDetail describe(String name) {
    return flink.describeApplication(it -> it.applicationName(name)).applicationDetail();
  }

  /** Waits for a status, as clients do, by way of none but {@code pending}. */
  ApplicationDetail awaitStatus(
      String name, ApplicationStatus wanted, ApplicationStatus... pending) {
    Set<ApplicationStatus> seen = new LinkedHashSet<>();
    await()
        .alias(name + " is " + wanted)
        .atMost(PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .until(
            () -> describe(name).applicationStatus(),
            now -> {
              seen.add(now);
              return now == wanted || !Arrays.asList(pending).contains(now);
            });
    assertThat(seen).as("what was seen on the way").isSubsetOf(with(wanted, pending));
    return describe(name);
  }

  private static Set<ApplicationStatus> with(
      ApplicationStatus wanted, ApplicationStatus... pending) {
    Set<ApplicationStatus> all = new LinkedHashSet<>(Arrays.asList(pending));
    all.add(wanted);
    return all;
  }

  ApplicationOperationInfoDetails awaitOperation(String name, String operationId) {
    await()
        .alias("operation " + operationId + " of " + name + " has ended")
        .atMost(PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .until(() -> operation(name, operationId).operationStatus() != OperationStatus.IN_PROGRESS);
    return operation(name, operationId);
  }

  ApplicationOperationInfoDetails operation(String name, String operationId) {
    return flink
        .describeApplicationOperation(it -> it.applicationName(name).operationId(operationId))
        .applicationOperationInfoDetails();
  }

  void awaitGone(String name) {
    await()
        .alias(name + " is gone")
        .atMost(PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .until(() -> isGone(name));
  }

  private boolean isGone(String name) {
    try {
      assertThat(describe(name).applicationStatus()).isEqualTo(ApplicationStatus.DELETING);
      return false;
    } catch (ResourceNotFoundException e) {
      return true;
    }
  }

  /** The refusal that a call meets. */
  static KinesisAnalyticsV2Exception refusal(ThrowingCallable call) {
    KinesisAnalyticsV2Exception refusal =
        catchThrowableOfType(KinesisAnalyticsV2Exception.class, call);
    assertThat(refusal).as("the refusal of a call that should not work").isNotNull();
    assertThat(refusal.requestId()).as("the request id of " + refusal.getMessage()).isNotBlank();
    return refusal;
  }

  static void assertRefused(String type, ThrowingCallable call) {
    KinesisAnalyticsV2Exception refusal = refusal(call);
    assertThat(refusal.awsErrorDetails().errorCode()).as(refusal.getMessage()).isEqualTo(type);
    assertThat(refusal.statusCode()).isEqualTo(400);
  }

  @Override
  public void close() {
    names.forEach(this::remove);
    flink.close();
  }

  private void remove(String name) {
    try {
      ApplicationDetail left = describe(name);
      if (left.applicationStatus() != ApplicationStatus.READY
          && left.applicationStatus() != ApplicationStatus.RUNNING) {
        flink.stopApplication(it -> it.applicationName(name).force(true));
        awaitStatus(name, ApplicationStatus.READY, ApplicationStatus.values());
      }
      flink.deleteApplication(
          it -> it.applicationName(name).createTimestamp(left.createTimestamp()));
      awaitGone(name);
    } catch (ResourceNotFoundException e) {
      // the test has deleted it, or has never come to create it
    }
  }
}
