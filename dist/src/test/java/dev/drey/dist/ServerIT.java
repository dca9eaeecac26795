package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;

/** How servers come and go, and what becomes of applications then. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Drey drey;

  @BeforeEach
  void home() {
    drey = new Drey(folder.resolve("home"));
  }

  @AfterEach
  void end() {
    drey.close();
  }

  @Test
  void down_leaves_no_process_and_the_next_up_runs_what_ran_with_its_state() {
    drey.up().upload(Odometer.jar(folder), Odometer.KEY);
    var running = new Odometer(drey, folder, "running").run();
    var idle = new Odometer(drey, folder, "idle");
    idle.application().create(Odometer.KEY, Application.Shape.SMALL, idle.round(1));

    drey.down();

    assertThat(drey.processes()).isEmpty();
    drey.up();
    running.application().awaitStatus(ApplicationStatus.RUNNING);
    running.counts(1);
    running.neverLostItsState();
    assertThat(idle.application().status()).isEqualTo(ApplicationStatus.READY);
    assertThat(idle.application().pids()).isEmpty();
  }

  @Test
  void what_runs_without_a_server_is_stopped_by_down_too() {
    drey.up().upload(Odometer.jar(folder), Odometer.KEY);
    var running = new Odometer(drey, folder, "orphan").run();
    drey.kill();
    assertThat(running.application().pids()).hasSize(2);

    drey.down();

    assertThat(drey.processes()).isEmpty();
    drey.up();
    running.application().awaitStatus(ApplicationStatus.RUNNING);
    running.counts(1);
    running.neverLostItsState();
  }

  @Test
  void an_interrupt_ends_the_server_and_leaves_the_applications_running() throws Exception {
    Process server = inForeground();
    drey.upload(Odometer.jar(folder), Odometer.KEY);
    var odometer = new Odometer(drey, folder, "going-on").run();
    List<Long> before = odometer.application().pids();

    Drey.signal("INT", -server.pid()); // the group, as a terminal does it
    server.onExit().get(Drey.PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(drey.home().resolve("endpoints.json")).doesNotExist();
    odometer.counts(1);
    drey.up();
    odometer.application().awaitStatus(ApplicationStatus.RUNNING);
    odometer.counts(1);
    odometer.neverLostItsState();
    assertThat(odometer.application().pids()).hasSize(2).isEqualTo(before);
  }

  /** In a group of its own, where an interrupt is not ignored whoever runs the test. */
  private Process inForeground() throws IOException {
    ProcessBuilder up = drey.command("up", "--port", "0");
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
    command.addAll(up.command());
    Process server =
        up.command(command).redirectOutput(folder.resolve("foreground.log").toFile()).start();
    await()
        .alias("the server answers")
        .atMost(Drey.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .failFast(
            "the server has ended",
            () ->
                assertThat(server.isAlive())
                    .as(Files.readString(folder.resolve("foreground.log")))
                    .isTrue())
        .until(() -> Files.exists(drey.home().resolve("endpoints.json")));
    assertThat(drey.server()).isEqualTo(server.pid());
    return server;
  }

  @Test
  void a_second_up_on_a_home_is_refused_with_one_message() {
    drey.up();
    long first = drey.server();

    for (int i = 0; i < 2; i++) {
      isRefused(drey.run("up", "--port", "0"));
      isRefused(drey.run("up", "--detach", "--port", "0"));
    }

    assertThat(drey.server()).isEqualTo(first);
    assertThat(drey.run("status").status()).isZero();
  }

  private void isRefused(Drey.Ran ran) {
    assertThat(ran.status()).isNotZero();
    assertThat(ran.output()).containsOnlyOnce("Another server owns " + drey.home());
    assertThat(ran.output()).contains("--home").doesNotContain("Exception");
  }
}
