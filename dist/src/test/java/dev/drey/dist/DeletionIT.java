package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag;

/** What is left of applications that were deleted. */
@org.junit.jupiter.api.Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeletionIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    drey.up().upload(Odometer.jar(folder), Odometer.KEY);
  }

  @AfterAll
  static void end() {
    drey.close();
  }

  @Test
  void of_one_that_ran_there_is_neither_a_process_nor_a_file() {
    var application = new Odometer(drey, folder, "leaving").run().application();
    application.stop();
    application.start();
    assertThat(application.snapshots()).hasSize(1);

    application.delete();

    assertThat(application.pids()).isEmpty();
    assertThat(drey.processes()).containsOnlyKeys(drey.server());
    assertThat(application.files("clusters")).isEmpty();
    assertThat(application.files("state")).isEmpty();
    assertThat(Jvm.all(drey.home().resolve("artifacts"))).isEmpty();
  }

  @Test
  void its_snapshots_stay_where_a_tag_says_so_and_are_there_for_the_next_of_its_name() {
    var first = new Odometer(drey, folder, "staying");
    var application = first.application();
    application
        .create(
            Odometer.KEY,
            Application.Shape.SMALL,
            first.round(1),
            request ->
                request.tags(Tag.builder().key("drey:on-delete").value("keep-snapshots").build()))
        .start();
    first.counts(1);
    application.stop();
    SnapshotDetails kept = application.snapshots().get(0);
    application.start();

    application.delete();

    assertThat(application.pids()).isEmpty();
    assertThat(application.completeState())
        .singleElement()
        .satisfies(file -> assertThat(file.toString()).contains("/snapshots/"));
    application.create(Odometer.KEY, Application.Shape.SMALL, first.round(2));
    assertThat(application.snapshots())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.snapshotName()).isEqualTo(kept.snapshotName());
              assertThat(each.snapshotStatus()).isEqualTo(SnapshotStatus.READY);
            });
    application.start();
    first.counts(2);
    first.neverLostItsState();
    application.delete();
    assertThat(application.files("state")).as("of a name that asked for nothing to stay").isEmpty();
  }
}
