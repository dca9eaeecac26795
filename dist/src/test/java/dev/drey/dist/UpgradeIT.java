package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drey.demo.KafkaServer;
import dev.drey.demo.truth.GeneratedDay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationRestoreType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RuntimeEnvironment;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UnsupportedOperationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationRequest;

/** A running application goes from one Flink to another with its state, or is left as it is. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class UpgradeIT {
  private static final GeneratedDay DAY = GeneratedDay.ofLines(24_000);

  /** The SDK that all modules share knows no later name than FLINK-1_20. */
  private static final String FLINK_2_3 = "FLINK-2_3";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;
  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    kafka = KafkaServer.start(folder.resolve("kafka"));
    Path apps = Drey.distribution().resolve("apps");
    drey.up().upload(apps.resolve("sessionize.jar"), "for-1.20.jar");
    drey.upload(apps.resolve("sessionize-flink-2.3.jar"), "for-2.3.jar");
    drey.upload(TroubleJar.ofKryoState(folder, "kryo"), "kryo.jar");
  }

  @AfterAll
  static void end() {
    drey.close();
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void sessionize_goes_up_and_what_comes_out_is_the_truth() {
    try (var run = new SessionizeRun(drey, kafka, "upgrade", Duration.ofSeconds(1), DAY::stream)) {
      Application application = run.application();
      run.begin("for-1.20.jar");
      run.replayToHalf();
      List<Long> before = application.pids();

      // the code for 1.20 does not link with 2.3, which shows before anything stops
      assertThat(application.fails(application.askRuntime(FLINK_2_3, Optional.empty(), none -> {})))
          .contains("TwoPhaseCommittingSink");
      assertThat(application.pids()).isEqualTo(before);

      // what shows only when the state is to be restored: the old version goes on from it
      assertThat(
              application.fails(
                  application.askRuntime(
                      FLINK_2_3, Optional.empty(), request -> withoutDisk(application, request))))
          .contains("/proc/nowhere");
      application.awaitStatus(ApplicationStatus.RUNNING);
      assertThat(application.describe().runtimeEnvironment())
          .isEqualTo(RuntimeEnvironment.FLINK_1_20);

      application.succeeds(
          application.askRuntime(FLINK_2_3, Optional.of("for-2.3.jar"), none -> {}));
      application.awaitStatus(ApplicationStatus.RUNNING);
      assertThat(application.describe().runtimeEnvironmentAsString()).isEqualTo(FLINK_2_3);
      new RealSize(drey, application).isAsPlanned();
      run.comesOut();

      goesBackOnlyByName(application);
    }
  }

  /** The code for 2.3, and RocksDB where nothing can be written. */
  private static void withoutDisk(
      Application application, UpdateApplicationRequest.Builder request) {
    List<PropertyGroup> groups =
        application
            .describe()
            .applicationConfigurationDescription()
            .environmentPropertyDescriptions()
            .propertyGroupDescriptions();
    var options =
        PropertyGroup.builder()
            .propertyGroupId("drey.flink.configuration")
            .propertyMap(Map.of("state.backend.rocksdb.localdir", "/proc/nowhere"))
            .build();
    request.applicationConfigurationUpdate(
        update ->
            update
                .applicationCodeConfigurationUpdate(
                    code ->
                        code.codeContentUpdate(
                            content ->
                                content.s3ContentLocationUpdate(
                                    at -> at.fileKeyUpdate("for-2.3.jar"))))
                .environmentPropertyUpdates(
                    environment ->
                        environment.propertyGroups(
                            Stream.concat(groups.stream(), Stream.of(options)).toList())));
  }

  private static void goesBackOnlyByName(Application application) {
    var last = application.snapshots().get(0);
    assertThat(last.runtimeEnvironment()).isEqualTo(RuntimeEnvironment.FLINK_1_20);
    var code = Optional.of("for-1.20.jar");
    var old = RuntimeEnvironment.FLINK_1_20.toString();
    assertThatThrownBy(() -> application.askRuntime(old, code, none -> {}))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining(last.snapshotName());

    application.succeeds(
        application.askRuntime(
            old,
            code,
            request ->
                request.runConfigurationUpdate(
                    run ->
                        run.applicationRestoreConfiguration(
                            restore ->
                                restore
                                    .applicationRestoreType(
                                        ApplicationRestoreType.RESTORE_FROM_CUSTOM_SNAPSHOT)
                                    .snapshotName(last.snapshotName())))));
    application.awaitStatus(ApplicationStatus.RUNNING);
    assertThat(application.describe().runtimeEnvironment())
        .isEqualTo(RuntimeEnvironment.FLINK_1_20);
  }

  @Test
  void state_that_the_new_flink_cannot_read_is_named_and_nothing_stops() {
    var application = new Application(drey, "kryo", "none").create("kryo.jar").start();
    // twice a second, as the application says, not once an hour and elsewhere, as main() does; the
    // first of them is known to Flink's own pages only half a second later
    await()
        .alias("a checkpoint that everybody knows of")
        .atMost(Drey.PATIENCE)
        .untilAsserted(
            () -> assertThat(application.completeState()).anyMatch(path -> number(path) > 3));
    List<Long> before = application.pids();

    String cause =
        application.fails(application.askRuntime(FLINK_2_3, Optional.empty(), none -> {}));

    assertThat(cause).contains("'basket'", "'baskets' (uid baskets)", "java.util.BitSet", "Kryo");
    assertThat(application.status()).isEqualTo(ApplicationStatus.RUNNING);
    assertThat(application.pids()).isEqualTo(before);
    application.delete();
  }

  /** Of the checkpoint whose metadata these are. */
  private static int number(Path metadata) {
    return Integer.parseInt(metadata.getParent().getFileName().toString().replace("chk-", ""));
  }

  @Test
  void a_flink_that_is_not_here_is_refused_with_those_that_are() {
    var application = new Application(drey, "none-such", "none").create("kryo.jar");

    assertThatThrownBy(() -> application.askRuntime("FLINK-1_19", Optional.empty(), none -> {}))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("FLINK-1_19")
        .hasMessageContaining("[FLINK-1_20, FLINK-2_3]");
    application.delete();
  }
}
