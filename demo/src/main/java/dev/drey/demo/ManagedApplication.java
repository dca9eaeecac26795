package dev.drey.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfoDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConfigurationType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RuntimeEnvironment;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UrlType;
import software.amazon.awssdk.services.s3.S3Client;

/** The application on the server, driven with nothing but what AWS's own clients can say. */
public final class ManagedApplication implements AutoCloseable {
  public static final String BUCKET = "drey-demo";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Blueprint blueprint;
  private final String name;
  private final Endpoints endpoints;
  private final KinesisAnalyticsV2Client service;
  private final S3Client objects;

  /** What it is called, what it is for, and its code: a jar, or the zip of one in Python. */
  public record Blueprint(String name, String description, Path code) {
    private String key() {
      return code.getFileName().toString();
    }
  }

  private ManagedApplication(
      Blueprint blueprint,
      Endpoints endpoints,
      KinesisAnalyticsV2Client service,
      S3Client objects) {
    this.blueprint = blueprint;
    this.name = blueprint.name();
    this.endpoints = endpoints;
    this.service = service;
    this.objects = objects;
  }

  public static ManagedApplication at(Endpoints endpoints, Blueprint blueprint) {
    return new ManagedApplication(blueprint, endpoints, endpoints.service(), endpoints.objects());
  }

  /** The object store of the same server, with the bucket that this application has. */
  public S3Client objects() {
    return objects;
  }

  /** Makes the bucket, and puts the code there. */
  public void upload() {
    objects.createBucket(request -> request.bucket(BUCKET));
    objects.putObject(request -> request.bucket(BUCKET).key(blueprint.key()), blueprint.code());
  }

  /** Creates it with its properties, in groups. */
  public void create(Map<String, Map<String, String>> properties) {
    service.createApplication(
        application ->
            application
                .applicationName(name)
                .applicationDescription(blueprint.description())
                .runtimeEnvironment(RuntimeEnvironment.FLINK_1_20)
                .serviceExecutionRole("arn:aws:iam::" + endpoints.account() + ":role/drey")
                .applicationConfiguration(
                    configuration ->
                        configuration
                            .applicationCodeConfiguration(
                                code ->
                                    code.codeContentType(CodeContentType.ZIPFILE)
                                        .codeContent(
                                            content ->
                                                content.s3ContentLocation(
                                                    location ->
                                                        location
                                                            .bucketARN("arn:aws:s3:::" + BUCKET)
                                                            .fileKey(blueprint.key()))))
                            .environmentProperties(
                                environment -> environment.propertyGroups(groups(properties)))
                            .applicationSnapshotConfiguration(
                                snapshots -> snapshots.snapshotsEnabled(true))
                            .flinkApplicationConfiguration(
                                flink ->
                                    flink
                                        .checkpointConfiguration(
                                            checkpoints ->
                                                checkpoints
                                                    .configurationType(ConfigurationType.CUSTOM)
                                                    .checkpointingEnabled(true)
                                                    .checkpointInterval(5_000L)
                                                    .minPauseBetweenCheckpoints(500L))
                                        .parallelismConfiguration(
                                            parallelism ->
                                                parallelism
                                                    .configurationType(ConfigurationType.CUSTOM)
                                                    .parallelism(Topics.PARTITIONS)
                                                    .parallelismPerKPU(Topics.PARTITIONS)
                                                    .autoScalingEnabled(false)))));
  }

  /** Starts it and returns how long it took until every task ran. */
  public Duration start() {
    Instant begin = Instant.now();
    String operation = service.startApplication(r -> r.applicationName(name)).operationId();
    await("start", operation, ApplicationStatus.RUNNING);
    return Duration.between(begin, Instant.now());
  }

  /** Updates it while it runs and returns how long it took until every task ran again. */
  public Duration update(Map<String, Map<String, String>> properties) {
    Instant begin = Instant.now();
    long version = describe().applicationVersionId();
    String operation =
        service
            .updateApplication(
                update ->
                    update
                        .applicationName(name)
                        .currentApplicationVersionId(version)
                        .applicationConfigurationUpdate(
                            configuration ->
                                configuration.environmentPropertyUpdates(
                                    environment -> environment.propertyGroups(groups(properties)))))
            .operationId();
    await("update", operation, ApplicationStatus.RUNNING);
    return Duration.between(begin, Instant.now());
  }

  /** Stops it and returns the name of the snapshot that keeps its state. */
  public String stop() {
    String operation = service.stopApplication(r -> r.applicationName(name)).operationId();
    await("stop", operation, ApplicationStatus.READY);
    return newestSnapshot()
        .orElseThrow(() -> new DemoFailure("the application stopped and left no snapshot"));
  }

  /** A link to Flink's own dashboard, which has to be opened soon. */
  URI dashboard() {
    return URI.create(
        service
            .createApplicationPresignedUrl(
                request -> request.applicationName(name).urlType(UrlType.FLINK_DASHBOARD_URL))
            .authorizedUrl());
  }

  private Optional<String> newestSnapshot() {
    return service
        .listApplicationSnapshots(request -> request.applicationName(name))
        .snapshotSummaries()
        .stream()
        .max(Comparator.comparing(SnapshotDetails::snapshotCreationTimestamp))
        .map(SnapshotDetails::snapshotName);
  }

  /** Where to look further, for a person. */
  public String furtherLooks() {
    return """

      To look further
        drey status
        AWS_SHARED_CREDENTIALS_FILE=%s \\
          aws kinesisanalyticsv2 describe-application --application-name %s \\
          --endpoint-url %s --region %s
        Flink's dashboard, by a link that waits for three minutes:
        %s

    """
        .formatted(
            endpoints.credentials(),
            name,
            endpoints.kinesisAnalytics(),
            endpoints.region(),
            dashboard());
  }

  private static List<PropertyGroup> groups(Map<String, Map<String, String>> properties) {
    return properties.entrySet().stream()
        .map(
            group ->
                PropertyGroup.builder()
                    .propertyGroupId(group.getKey())
                    .propertyMap(group.getValue())
                    .build())
        .toList();
  }

  private void await(String what, String operationId, ApplicationStatus wanted) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      ApplicationOperationInfoDetails operation = operation(operationId);
      switch (operation.operationStatus()) {
        case SUCCESSFUL -> {
          if (describe().applicationStatus() == wanted) {
            return;
          }
        }
        case FAILED, CANCELLED, UNKNOWN_TO_SDK_VERSION ->
            throw new DemoFailure("the %s failed: %s".formatted(what, cause(operation)));
        case IN_PROGRESS -> {}
      }
      if (Instant.now().isAfter(deadline)) {
        throw new DemoFailure(
            "the %s is not over after %d s; the application is %s"
                .formatted(what, PATIENCE.toSeconds(), describe().applicationStatusAsString()));
      }
      Pause.of(Duration.ofMillis(50));
    }
  }

  private ApplicationOperationInfoDetails operation(String id) {
    return service
        .describeApplicationOperation(r -> r.applicationName(name).operationId(id))
        .applicationOperationInfoDetails();
  }

  private static String cause(ApplicationOperationInfoDetails operation) {
    return Optional.ofNullable(operation.operationFailureDetails())
        .flatMap(details -> Optional.ofNullable(details.errorInfo()))
        .flatMap(error -> Optional.ofNullable(error.errorString()))
        .orElse("the server does not say why (" + operation.operationStatusAsString() + ")");
  }

  private ApplicationDetail describe() {
    return service.describeApplication(r -> r.applicationName(name)).applicationDetail();
  }

  @Override
  public void close() {
    service.close();
    objects.close();
  }
}
