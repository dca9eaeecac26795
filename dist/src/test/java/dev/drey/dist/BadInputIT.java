package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfoDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConfigurationType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidApplicationConfigurationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;

/** What cannot work says why, in one message that names the thing and the way out. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadInputIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    drey.up("--set", "drey.timeouts.start=25s", "--set", "drey.timeouts.check=8s");
    drey.upload(Odometer.jar(folder), Odometer.KEY);
  }

  @AfterAll
  static void end() {
    drey.close();
  }

  @Test
  void settings_that_cannot_be_used_are_told_all_at_once() {
    Drey.Ran ran =
        new Drey(folder.resolve("unset"))
            .run("up", "--set", "drey.kpu.memroy=2g", "--set", "drey.timeouts.start=soon");

    assertThat(ran.status()).isNotZero();
    assertThat(ran.output())
        .contains("did you mean drey.kpu.memory?")
        .contains("drey.timeouts.start is 'soon'");
  }

  @Test
  void a_port_that_is_taken_is_named() {
    String port = drey.endpoints().path("kinesisAnalytics").asText().replaceAll(".*:", "");

    Drey.Ran ran = new Drey(folder.resolve("second")).run("up", "--detach", "--port", port);

    assertThat(ran.status()).isNotZero();
    assertThat(ran.output()).contains("Port " + port).contains("--port");
  }

  @Test
  void code_that_is_not_there_is_refused_at_once() {
    assertThatThrownBy(() -> application("absent").create("no-such.jar"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("no-such.jar")
        .hasMessageContaining("validity of S3 location");
  }

  @Test
  void a_jar_that_is_none_is_refused_at_once() throws Exception {
    Path junk = Files.write(folder.resolve("junk.jar"), "no zip".getBytes(StandardCharsets.UTF_8));
    drey.upload(junk, "junk.jar");

    assertThatThrownBy(() -> application("junk").create("junk.jar"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("junk.jar");
  }

  @Test
  void a_jar_without_a_main_class_is_refused_at_once() {
    drey.upload(TroubleJar.withoutMainClass(folder, "no-main"), "no-main.jar");

    assertThatThrownBy(() -> application("no-main").create("no-main.jar"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("Main-Class");
  }

  @Test
  void an_application_that_the_machine_cannot_hold_is_told_what_is_short() {
    Application large = application("large").create(Odometer.KEY);
    drey.flink()
        .updateApplication(
            request ->
                request
                    .applicationName("large")
                    .currentApplicationVersionId(1L)
                    .applicationConfigurationUpdate(
                        update ->
                            update.flinkApplicationConfigurationUpdate(
                                flink ->
                                    flink.parallelismConfigurationUpdate(
                                        parallelism ->
                                            parallelism
                                                .configurationTypeUpdate(ConfigurationType.CUSTOM)
                                                .parallelismUpdate(60)
                                                .parallelismPerKPUUpdate(1)))));
    large.awaitStatus(ApplicationStatus.READY);

    assertThatThrownBy(large::askStart)
        .isInstanceOf(InvalidApplicationConfigurationException.class)
        .hasMessageContaining("60 KPUs")
        .hasMessageContaining("drey.kpu.cores");
    assertThat(large.status()).isEqualTo(ApplicationStatus.READY);
  }

  @Test
  void a_main_that_throws_fails_the_start_with_its_exception() {
    Path jar =
        TroubleJar.ofMain(
            folder, "throws", "throw new IllegalStateException(\"no brokers configured\");");
    drey.upload(jar, "throws.jar");
    Application application = application("throws").create("throws.jar");

    assertThat(failure(application, application.askStart()))
        .contains("IllegalStateException")
        .contains("no brokers configured");
    assertAtRest(application);
  }

  @Test
  void a_main_that_never_ends_fails_the_start() {
    Path jar = TroubleJar.ofMain(folder, "endless", "Thread.sleep(Long.MAX_VALUE);");
    drey.upload(jar, "endless.jar");
    Application application = application("endless").create("endless.jar");

    assertThat(failure(application, application.askStart())).contains("did not start within");
    assertAtRest(application);
  }

  @Test
  void a_job_that_never_runs_fails_the_start_with_its_exception() {
    drey.upload(TroubleJar.ofJobThatCannotOpen(folder, "unopened"), "unopened.jar");
    Application application = application("unopened").create("unopened.jar");

    assertThat(failure(application, application.askStart()))
        .contains("the operator cannot be opened");
    assertAtRest(application);
  }

  @Test
  void an_update_that_fails_its_check_leaves_every_process_alone() {
    drey.upload(
        TroubleJar.ofMain(folder, "worse", "throw new IllegalStateException(\"worse\");"),
        "worse.jar");
    drey.upload(TroubleJar.ofMain(folder, "stuck", "Thread.sleep(Long.MAX_VALUE);"), "stuck.jar");
    var odometer = new Odometer(drey, folder, "checked").run();
    Application application = odometer.application();
    List<Long> before = application.pids();

    String thrown = failure(application, application.askCode("worse.jar", false));
    application.awaitStatus(ApplicationStatus.RUNNING);
    String stuck = failure(application, application.askCode("stuck.jar", false));
    application.awaitStatus(ApplicationStatus.RUNNING);

    assertThat(thrown).contains("worse");
    assertThat(stuck).contains("main()");
    assertThat(application.pids()).containsAll(before);
    assertThat(application.describe().applicationVersionId()).isEqualTo(5);
    odometer.counts(1);
    odometer.neverLostItsState();
    application.delete();
  }

  @Test
  void an_update_that_cannot_run_ends_with_the_old_version_running_with_its_state() {
    drey.upload(TroubleJar.ofJobThatCannotOpen(folder, "unfit"), "unfit.jar");
    var odometer = new Odometer(drey, folder, "returned").run();
    Application application = odometer.application();

    String operation = application.askCode("unfit.jar", true);

    assertThat(failure(application, operation)).contains("the operator cannot be opened");
    application.awaitStatus(ApplicationStatus.RUNNING);
    assertThat(application.describe().applicationVersionId()).isEqualTo(3);
    odometer.counts(1);
    odometer.neverLostItsState();
    application.delete();
  }

  private static Application application(String name) {
    return new Application(drey, name, "unused");
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

  private static void assertAtRest(Application application) {
    application.awaitStatus(ApplicationStatus.READY);
    assertThat(application.pids()).isEmpty();
  }
}
