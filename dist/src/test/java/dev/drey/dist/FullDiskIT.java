package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfoDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.KinesisAnalyticsV2Exception;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag;

/** Disks without room: what cannot be written is told, and nothing that was written is lost. */
@org.junit.jupiter.api.Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullDiskIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Drey drey;

  @BeforeEach
  void home() {
    boolean mounts = SmallDisk.canBeMounted(folder);
    if (!mounts) {
      System.err.println("SKIPPED: FullDiskIT, which has to be root to mount a small file system");
    }
    assumeTrue(mounts, "has to be root to mount a small file system");
    drey = new Drey(folder.resolve("home"));
  }

  @AfterEach
  void end() {
    drey.close();
  }

  @Test
  void no_room_for_checkpoints_and_savepoints() {
    try (var disk = SmallDisk.mounted(drey.home().resolve("state"), "64m")) {
      drey.up().upload(Odometer.jar(folder), Odometer.KEY);
      var odometer = new Odometer(drey, folder, "unsaved").run();
      var application = odometer.application();

      disk.fill();
      await("a checkpoint that fails")
          .atMost(Drey.PATIENCE)
          .until(() -> logs(application).contains("No space left on device"));
      odometer.counts(1);
      assertThat(application.status()).isEqualTo(ApplicationStatus.RUNNING);

      assertThat(failure(application, application.askStop())).contains("No space left on device");
      assertThat(application.snapshots())
          .noneMatch(each -> each.snapshotStatus() == SnapshotStatus.READY);

      disk.empty();
      application.awaitStatus(ApplicationStatus.RUNNING);
      odometer.counts(1);
      application.stopOnceItRuns();
      application.start();
      odometer.counts(1);
      odometer.neverLostItsState();
    }
  }

  @Test
  void no_room_for_anything_in_the_home() {
    try (var disk = SmallDisk.mounted(drey.home(), "400m")) {
      drey.up().upload(Odometer.jar(folder), Odometer.KEY);
      var odometer = new Odometer(drey, folder, "cramped").run();
      var application = odometer.application();
      String arn = application.describe().applicationARN();

      disk.fill();
      assertThatThrownBy(
              () ->
                  drey.flink()
                      .tagResource(
                          request ->
                              request
                                  .resourceARN(arn)
                                  .tags(Tag.builder().key("team").value("night").build())))
          .isInstanceOf(KinesisAnalyticsV2Exception.class)
          .hasMessageContaining("no space left for the database");
      Drey.signal("KILL", application.jvm("jobmanager").pid());
      assertThat(application.describe().applicationARN()).as("reading works on").isEqualTo(arn);

      disk.empty();
      await("another JobManager")
          .atMost(Drey.PATIENCE)
          .until(() -> application.jvms().stream().anyMatch(jvm -> jvm.is("jobmanager")));
      application.awaitStatus(ApplicationStatus.RUNNING);
      odometer.counts(1);
      application.stopOnceItRuns();
      odometer.neverLostItsState();
    }
  }

  private static String failure(Application application, String operation) {
    ApplicationOperationInfoDetails ended =
        await()
            .atMost(Drey.PATIENCE)
            .until(
                () -> application.operation(operation),
                details -> details.operationStatus() != OperationStatus.IN_PROGRESS);
    assertThat(ended.operationStatus()).isEqualTo(OperationStatus.FAILED);
    return ended.operationFailureDetails().errorInfo().errorString();
  }

  private static String logs(Application application) throws IOException {
    var text = new StringBuilder();
    for (Path file : application.files("clusters")) {
      if (file.getFileName().toString().endsWith(".log")) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
