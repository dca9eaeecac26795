package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;

/** A server that is killed in the middle of something: the next one ends what it began. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  /** Has nothing to do with any of it. */
  private static Odometer bystander;

  private static List<Long> untouched;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    drey.up().upload(Odometer.jar(folder), Odometer.KEY);
    bystander = new Odometer(drey, folder, "bystander").run();
    untouched = bystander.application().pids();
  }

  @AfterAll
  static void end() {
    drey.close();
  }

  @AfterEach
  void others_were_never_touched() {
    bystander.application().awaitStatus(ApplicationStatus.RUNNING);
    bystander.counts(1);
    bystander.neverLostItsState();
    assertThat(bystander.application().pids()).hasSize(2).isEqualTo(untouched);
  }

  @Test
  void killed_while_an_application_is_STARTING() {
    var odometer = new Odometer(drey, folder, "starting").run();
    var application = odometer.application();
    application.stop();
    application.askUpdate(odometer.gated(2));
    application.awaitStatus(ApplicationStatus.READY);
    String operation = application.askStart();
    Jvm jobManager = application.awaitJvm("jobmanager");
    assertThat(application.status()).isEqualTo(ApplicationStatus.STARTING);

    drey.kill();
    drey.up();

    odometer.gate().raise();
    application.succeeds(operation);
    application.awaitStatus(ApplicationStatus.RUNNING);
    odometer.counts(2);
    odometer.neverLostItsState();
    assertThat(application.jvm("jobmanager")).as("the one that was there").isEqualTo(jobManager);
    assertThat(application.pids()).hasSize(2);
    application.delete();
  }

  @Test
  void killed_while_an_update_is_checked() {
    var odometer = new Odometer(drey, folder, "checking").run();
    var application = odometer.application();
    Jvm jobManager = application.jvm("jobmanager");
    String operation = application.askUpdate(odometer.gated(2));
    application.awaitJvm("check");

    drey.kill();
    application.awaitJvm("check");
    assertThat(application.jvm("jobmanager")).as("the old version").isEqualTo(jobManager);
    drey.up();
    assertThat(application.status()).isEqualTo(ApplicationStatus.UPDATING);

    odometer.gate().raise();
    application.succeeds(operation);
    isVersionTwo(odometer);
    application.delete();
  }

  @Test
  void killed_while_a_stop_saves_the_state() {
    var odometer = new Odometer(drey, folder, "stopping").run();
    var application = odometer.application();
    odometer.hold().raise();
    String operation = application.askStop();
    awaitSavepointAsked(application);
    assertThat(application.status()).isEqualTo(ApplicationStatus.STOPPING);

    drey.kill();
    odometer.hold().lower();
    awaitSavepoint(application);
    drey.up();

    application.succeeds(operation);
    application.awaitStatus(ApplicationStatus.READY);
    assertThat(application.pids()).isEmpty();
    assertThat(application.snapshots())
        .singleElement()
        .satisfies(each -> assertThat(each.snapshotStatus()).isEqualTo(SnapshotStatus.READY));
    application.start();
    odometer.counts(1);
    odometer.neverLostItsState();
    application.delete();
  }

  /** The server is frozen, so that it is sure to see nothing of the savepoint. */
  @Test
  void killed_between_the_savepoint_and_the_start_of_the_new_version() {
    var odometer = new Odometer(drey, folder, "between").run();
    var application = odometer.application();
    odometer.hold().raise();
    String operation = application.askUpdate(odometer.round(2));
    awaitSavepointAsked(application);
    Drey.signal("STOP", drey.server());
    odometer.hold().lower();
    awaitSavepoint(application);

    drey.kill();
    drey.up();

    application.succeeds(operation);
    isVersionTwo(odometer);
    application.delete();
  }

  @Test
  void killed_while_the_new_version_starts() {
    var odometer = new Odometer(drey, folder, "new-version").run();
    var application = odometer.application();
    Jvm before = application.jvm("jobmanager");
    odometer.hold().raise();
    odometer.gate().raise();
    String operation = application.askUpdate(odometer.gated(2));
    awaitSavepointAsked(application);
    odometer.gate().lower();
    odometer.hold().lower();
    application.awaitAnother("jobmanager", before);
    Jvm after = application.jvm("jobmanager");

    drey.kill();
    drey.up();
    assertThat(application.status()).isEqualTo(ApplicationStatus.UPDATING);

    odometer.gate().raise();
    application.succeeds(operation);
    isVersionTwo(odometer);
    assertThat(application.jvm("jobmanager")).as("the one that was there").isEqualTo(after);
    application.delete();
  }

  @Test
  void killed_while_an_application_is_DELETING() {
    var odometer = new Odometer(drey, folder, "deleting").run();
    var application = odometer.application();
    odometer.linger().raise();
    application.askDelete();
    eventually(
        "the folder is closed",
        () ->
            assertThat(application.files("clusters"))
                .anySatisfy(file -> assertThat(file.getFileName().toString()).isEqualTo("closed")));

    drey.kill();
    assertThat(application.files("state")).as("what is still to be deleted").isNotEmpty();
    drey.up();

    application.awaitGone();
    assertThat(application.pids()).isEmpty();
    assertThat(application.files("clusters")).isEmpty();
    assertThat(application.files("state")).isEmpty();
  }

  private static void isVersionTwo(Odometer odometer) {
    var application = odometer.application();
    application.awaitStatus(ApplicationStatus.RUNNING);
    assertThat(application.describe().applicationVersionId()).isEqualTo(2);
    odometer.counts(2);
    odometer.neverLostItsState();
    assertThat(application.pids()).hasSize(2);
  }

  /** Flink makes the folder as it takes the wish; that the server means to ask is not enough. */
  private static void awaitSavepointAsked(Application application) {
    eventually(
        "a savepoint was asked for",
        () -> {
          try (Stream<Path> all = Files.walk(drey.home().resolve("state"))) {
            assertThat(all)
                .anySatisfy(
                    path ->
                        assertThat(path.toString())
                            .contains(
                                "/" + application.name() + "-", "/snapshots/", "/savepoint-"));
          } catch (UncheckedIOException e) {
            throw new AssertionError("the folder changes while it is looked at", e);
          }
        });
  }

  private static void awaitSavepoint(Application application) {
    eventually(
        "a complete savepoint",
        () ->
            assertThat(application.completeState())
                .anySatisfy(file -> assertThat(file.toString()).contains("/snapshots/")));
  }

  private static void eventually(String what, ThrowingRunnable assertion) {
    await()
        .alias(what)
        .atMost(Drey.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }
}
