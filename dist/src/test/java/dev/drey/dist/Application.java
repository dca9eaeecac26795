package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfoDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConfigurationType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CreateApplicationRequest;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidApplicationConfigurationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RuntimeEnvironment;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationRequest;

/** An application, driven as its owner does, and the JVMs it has. */
final class Application {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Drey drey;
  private final String name;
  private final String group;
  private final List<PropertyGroup> others = new ArrayList<>();

  /**
   * Nothing is asked of the server yet.
   *
   * @param group the property group that its job reads
   */
  Application(Drey drey, String name, String group) {
    this.drey = drey;
    this.name = name;
    this.group = group;
  }

  /** Its size and how often it completes a checkpoint. */
  record Shape(int parallelism, Duration checkpoints) {
    static final Shape SMALL = new Shape(1, Duration.ofMillis(500));
  }

  String name() {
    return name;
  }

  /** Gives it another property group, the same in each version. */
  Application with(String otherGroup, Map<String, String> properties) {
    others.add(PropertyGroup.builder().propertyGroupId(otherGroup).propertyMap(properties).build());
    return this;
  }

  /** For a job that reads no properties. */
  Application create(String key) {
    return create(key, Shape.SMALL, Map.of("none", "needed"));
  }

  Application create(String key, Shape shape, Map<String, String> properties) {
    return create(key, shape, properties, more -> {});
  }

  Application create(
      String key,
      Shape shape,
      Map<String, String> properties,
      Consumer<CreateApplicationRequest.Builder> more) {
    CreateApplicationRequest.Builder request =
        CreateApplicationRequest.builder()
            .applicationName(name)
            .runtimeEnvironment(RuntimeEnvironment.FLINK_1_20)
            .serviceExecutionRole("arn:aws:iam::000000000000:role/drey")
            .applicationConfiguration(
                configuration ->
                    configuration
                        .applicationCodeConfiguration(
                            code ->
                                code.codeContentType(CodeContentType.ZIPFILE)
                                    .codeContent(
                                        content ->
                                            content.s3ContentLocation(
                                                at ->
                                                    at.bucketARN("arn:aws:s3:::" + Drey.BUCKET)
                                                        .fileKey(key))))
                        .environmentProperties(
                            environment -> environment.propertyGroups(group(properties)))
                        .flinkApplicationConfiguration(
                            flink ->
                                flink
                                    .checkpointConfiguration(
                                        checkpoints ->
                                            checkpoints
                                                .configurationType(ConfigurationType.CUSTOM)
                                                .checkpointingEnabled(true)
                                                .checkpointInterval(shape.checkpoints().toMillis())
                                                .minPauseBetweenCheckpoints(
                                                    shape.checkpoints().toMillis()))
                                    .parallelismConfiguration(
                                        parallelism ->
                                            parallelism
                                                .configurationType(ConfigurationType.CUSTOM)
                                                .parallelism(shape.parallelism())
                                                .parallelismPerKPU(shape.parallelism())
                                                .autoScalingEnabled(false))));
    more.accept(request);
    drey.flink().createApplication(request.build());
    return this;
  }

  private List<PropertyGroup> group(Map<String, String> properties) {
    List<PropertyGroup> all = new ArrayList<>(others);
    all.add(PropertyGroup.builder().propertyGroupId(group).propertyMap(properties).build());
    return all;
  }

  /** Asks for a start and returns its operation. */
  String askStart() {
    return drey.flink().startApplication(request -> request.applicationName(name)).operationId();
  }

  Application start() {
    succeeds(askStart());
    awaitStatus(ApplicationStatus.RUNNING);
    return this;
  }

  String askStop() {
    return drey.flink().stopApplication(request -> request.applicationName(name)).operationId();
  }

  void stop() {
    succeeds(askStop());
    awaitStatus(ApplicationStatus.READY);
  }

  /** Stops what may be restarting yet. */
  void stopOnceItRuns() {
    onceItRuns().untilAsserted(this::stop);
  }

  /** Asks for what is refused while the job restarts. */
  String onceItRuns(Callable<String> asks) {
    return onceItRuns().until(asks, operation -> true);
  }

  /** Until then its state cannot be saved, and what needs that is refused. */
  private ConditionFactory onceItRuns() {
    return await()
        .alias(name + " runs again and can be saved")
        .atMost(Drey.PATIENCE)
        .ignoreExceptionsMatching(
            refused ->
                refused instanceof InvalidApplicationConfigurationException
                    || refused instanceof ResourceInUseException);
  }

  /** Asks for a version that differs in its properties. */
  String askUpdate(Map<String, String> properties) {
    UpdateApplicationRequest.Builder request =
        UpdateApplicationRequest.builder()
            .applicationName(name)
            .currentApplicationVersionId(describe().applicationVersionId())
            .applicationConfigurationUpdate(
                update ->
                    update.environmentPropertyUpdates(
                        environment -> environment.propertyGroups(group(properties))));
    return drey.flink().updateApplication(request.build()).operationId();
  }

  /** Asks for the version before. */
  String askRollback() {
    long current = describe().applicationVersionId();
    return drey.flink()
        .rollbackApplication(
            request -> request.applicationName(name).currentApplicationVersionId(current))
        .operationId();
  }

  /** Asks for a version with other code. */
  String askCode(String key, boolean allowNonRestoredState) {
    return drey.flink()
        .updateApplication(
            request ->
                request
                    .applicationName(name)
                    .currentApplicationVersionId(describe().applicationVersionId())
                    .applicationConfigurationUpdate(
                        update ->
                            update.applicationCodeConfigurationUpdate(
                                code ->
                                    code.codeContentUpdate(
                                        content ->
                                            content.s3ContentLocationUpdate(
                                                at -> at.fileKeyUpdate(key)))))
                    .runConfigurationUpdate(
                        run ->
                            run.flinkRunConfiguration(
                                flink -> flink.allowNonRestoredState(allowNonRestoredState))))
        .operationId();
  }

  /** Asks for a version on another Flink, with code for it where a key is given. */
  String askRuntime(
      String runtime, Optional<String> key, Consumer<UpdateApplicationRequest.Builder> more) {
    UpdateApplicationRequest.Builder request =
        UpdateApplicationRequest.builder()
            .applicationName(name)
            .currentApplicationVersionId(describe().applicationVersionId())
            .runtimeEnvironmentUpdate(runtime);
    key.ifPresent(
        file ->
            request.applicationConfigurationUpdate(
                update ->
                    update.applicationCodeConfigurationUpdate(
                        code ->
                            code.codeContentUpdate(
                                content ->
                                    content.s3ContentLocationUpdate(
                                        at -> at.fileKeyUpdate(file))))));
    more.accept(request);
    return drey.flink().updateApplication(request.build()).operationId();
  }

  void update(Map<String, String> properties) {
    succeeds(askUpdate(properties));
    awaitStatus(ApplicationStatus.RUNNING);
  }

  void askDelete() {
    var created = describe().createTimestamp();
    drey.flink()
        .deleteApplication(request -> request.applicationName(name).createTimestamp(created));
  }

  void delete() {
    askDelete();
    awaitGone();
  }

  void awaitGone() {
    await()
        .alias(name + " is gone")
        .atMost(Drey.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .untilAsserted(() -> assertThat(statusIfThere()).isEmpty());
  }

  private Optional<ApplicationStatus> statusIfThere() {
    try {
      return Optional.of(status());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  ApplicationDetail describe() {
    return drey.flink()
        .describeApplication(request -> request.applicationName(name))
        .applicationDetail();
  }

  ApplicationStatus status() {
    return describe().applicationStatus();
  }

  void awaitStatus(ApplicationStatus wanted) {
    await()
        .alias(name + " is " + wanted)
        .atMost(Drey.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .untilAsserted(() -> assertThat(status()).isEqualTo(wanted));
  }

  /** Waits for the end of an operation, which has to be a good one. */
  void succeeds(String operation) {
    await()
        .alias("operation " + operation + " of " + name + " ends")
        .atMost(Drey.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .untilAsserted(
            () ->
                assertThat(operation(operation))
                    .extracting(ApplicationOperationInfoDetails::operationStatus)
                    .isNotEqualTo(OperationStatus.IN_PROGRESS));
    ApplicationOperationInfoDetails ended = operation(operation);
    assertThat(ended.operationStatus())
        .as("how it ended: %s", ended)
        .isEqualTo(OperationStatus.SUCCESSFUL);
  }

  /** Waits for the end of an operation, which has to be a bad one, and tells its cause. */
  String fails(String operation) {
    await()
        .alias("operation " + operation + " of " + name + " ends")
        .atMost(Drey.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .untilAsserted(
            () ->
                assertThat(operation(operation).operationStatus())
                    .isNotEqualTo(OperationStatus.IN_PROGRESS));
    ApplicationOperationInfoDetails ended = operation(operation);
    assertThat(ended.operationStatus())
        .as("how it ended: %s", ended)
        .isEqualTo(OperationStatus.FAILED);
    return ended.operationFailureDetails().errorInfo().errorString();
  }

  ApplicationOperationInfoDetails operation(String id) {
    return drey.flink()
        .describeApplicationOperation(request -> request.applicationName(name).operationId(id))
        .applicationOperationInfoDetails();
  }

  List<SnapshotDetails> snapshots() {
    return drey.flink()
        .listApplicationSnapshots(request -> request.applicationName(name))
        .snapshotSummaries();
  }

  /** The JVMs it has now, those that check an update among them. */
  List<Jvm> jvms() {
    return folders("clusters").stream().flatMap(folder -> Jvm.under(folder).stream()).toList();
  }

  List<Long> pids() {
    return jvms().stream().map(Jvm::pid).sorted().toList();
  }

  /** The one JVM of this role. */
  Jvm jvm(String role) {
    List<Jvm> found = jvms().stream().filter(jvm -> jvm.is(role)).toList();
    assertThat(found).as("the %s of %s", role, name).hasSize(1);
    return found.get(0);
  }

  /**
   * Waits for the one JVM of this role. While a process becomes it, its command line is empty for a
   * moment.
   */
  Jvm awaitJvm(String role) {
    return await()
        .alias("the " + role + " of " + name)
        .atMost(Drey.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> jvm(role), jvm -> true);
  }

  /** Waits until there is one of this role other than that. */
  void awaitAnother(String role, Jvm before) {
    await()
        .alias("another " + role + " of " + name)
        .atMost(Drey.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .untilAsserted(() -> assertThat(jvm(role).pid()).isNotEqualTo(before.pid()));
  }

  /** Kills the one JVM of this role, and waits for the next. */
  void killOne(String role) {
    Jvm before = jvm(role);
    before.kill();
    awaitAnother(role, before);
  }

  /** What it has in a folder of the home: {@code clusters} or {@code state}. */
  List<Path> files(String folder) {
    return folders(folder).stream().flatMap(each -> Jvm.all(each).stream()).toList();
  }

  /** Complete state, checkpoints and snapshots. */
  List<Path> completeState() {
    return files("state").stream()
        .filter(file -> file.getFileName().toString().equals("_metadata"))
        .toList();
  }

  /** Each life of a name has a folder of its own. */
  private List<Path> folders(String parent) {
    return Jvm.children(drey.home().resolve(parent)).stream()
        .filter(path -> path.getFileName().toString().startsWith(name + "-"))
        .toList();
  }
}
