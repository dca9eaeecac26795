package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a shell in place of a JVM. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LauncherTest {
  private static final DeploymentId CLICKS = new DeploymentId("clicks-v1-1");
  private static final String FOR_EVER = "while :; do sleep 0.1; done";

  private final ProcFs kernel = ProcFs.ofThisMachine();

  @TempDir Path temporary;

  private Path folder;
  private Launcher launcher;
  private ProcessFiles files;

  @BeforeEach
  void prepare() throws IOException {
    // with what mount options and shells could take for something else
    folder = Files.createDirectories(temporary.resolve("a folder: it's, \"mine\""));
    launcher = Launcher.prepare(folder.resolve(".launcher"));
    files = files("1");
  }

  @AfterEach
  void end() throws IOException {
    try (var places = Files.walk(folder)) {
      for (Path file : places.filter(path -> path.toString().endsWith(".process")).toList()) {
        OwnProcess.parse(Files.readString(file))
            .filter(process -> process.isAlive(kernel, CLICKS))
            .ifPresent(OwnProcess::kill);
      }
    }
    await().ignoreException(Unavailable.class).until(() -> deleted(folder)); // launchers end too
  }

  private static boolean deleted(Path folder) {
    Trees.delete(folder);
    return !Files.exists(folder);
  }

  private ProcessFiles files(String place) {
    WholeFile.write(folder.resolve(place).resolve("etc/flink/" + PropertiesFile.NAME), place);
    return new ProcessFiles(folder.resolve(place).resolve("jobmanager"), CLICKS);
  }

  private void start(ProcessFiles of, String script) {
    start(launcher, of, script);
  }

  private static void start(Launcher by, ProcessFiles of, String script) {
    by.start(
        new JvmStart(
            of,
            of.base().getParent(),
            of.base().getParent(),
            Map.of(),
            new ArrayList<>(List.of("sh", "-c", script, "sh", OwnProcess.mark(CLICKS)))));
  }

  private OwnProcess running(ProcessFiles of) {
    await().atMost(Duration.ofSeconds(20)).until(() -> of.running(kernel).isPresent());
    return of.running(kernel).orElseThrow();
  }

  private Optional<Integer> status() {
    await().atMost(Duration.ofSeconds(20)).until(() -> files.exitStatus().isPresent());
    return files.exitStatus();
  }

  @Test
  void what_runs_is_known_by_pid_start_boot_and_argument() {
    start(files, FOR_EVER);

    OwnProcess process = running(files);

    assertThat(process.isAlive(kernel, CLICKS)).isTrue();
    assertThat(process.isAlive(kernel, new DeploymentId("another"))).isFalse();
    var later = new OwnProcess(process.pid(), process.startTime() + 1, process.bootId());
    assertThat(later.isAlive(kernel, CLICKS)).isFalse();
    var elsewhere = new OwnProcess(process.pid(), process.startTime(), "another-boot");
    assertThat(elsewhere.isAlive(kernel, CLICKS)).isFalse();
  }

  @Test
  void the_exit_status_is_told() {
    start(files, "exit 3");

    assertThat(status()).contains(3);
    assertThat(files.isDead(kernel)).isTrue();
  }

  @Test
  void a_killed_process_is_dead_and_its_status_says_so() {
    start(files, FOR_EVER);

    running(files).kill();

    assertThat(status()).contains(137);
    assertThat(files.isDead(kernel)).isTrue();
  }

  @Test
  void what_a_killed_process_has_started_ends_with_it() throws IOException {
    Path worker = folder.resolve("worker");
    start(
        files,
        "sh -c 'echo $$ >worker.part; mv worker.part \"$1\"; %s' sh '%s' & wait"
            .formatted(FOR_EVER, worker.toString().replace("'", "'\\''")));
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(worker));
    var pid = Long.parseLong(Files.readString(worker).strip());
    assertThat(kernel.startTime(pid)).isPresent();

    running(files).kill();

    assertThat(status()).contains(137);
    await().atMost(Duration.ofSeconds(20)).until(() -> kernel.startTime(pid).isEmpty());
  }

  @Test
  void what_it_prints_is_kept() throws IOException {
    start(files, "echo hello; echo world >&2");

    status();

    assertThat(Files.readString(files.out())).isEqualTo("hello\nworld\n");
  }

  @Test
  void a_killed_launcher_takes_nothing_with_it_and_holds_the_door_for_nobody() {
    start(files, FOR_EVER);
    OwnProcess process = running(files);
    ProcessHandle script =
        ProcessHandle.of(process.pid()).flatMap(ProcessHandle::parent).orElseThrow();

    script.destroyForcibly();
    await().until(() -> !script.isAlive());
    start(Launcher.prepare(folder.resolve(".launcher"), launcher.view()), files, FOR_EVER);

    await().during(Duration.ofMillis(300)).until(() -> process.isAlive(kernel, CLICKS));
    assertThat(files.running(kernel)).contains(process);
    process.kill();
    await().until(() -> files.isDead(kernel));
    assertThat(files.exitStatus()).isEmpty();
  }

  @Test
  void many_launchers_at_once_start_one_process() throws IOException {
    Path starts = folder.resolve("starts");
    for (int i = 0; i < 8; i++) {
      Launcher another = Launcher.prepare(folder.resolve(".launcher"), launcher.view());
      start(another, files, "echo started >>'../starts'; " + FOR_EVER);
    }
    running(files);

    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(starts) && Files.readAllLines(starts).size() == 1);
  }

  @Test
  void what_has_ended_is_not_started_again() {
    start(files, "exit 3");
    status();

    start(Launcher.prepare(folder.resolve(".launcher"), launcher.view()), files, "exit 4");

    await().during(Duration.ofMillis(300)).until(() -> files.exitStatus().get() == 3);
  }

  @Test
  void nothing_begins_behind_a_closed_gate() {
    WholeFile.write(files.gate(), "");

    start(files, FOR_EVER);

    await().atMost(Duration.ofSeconds(20)).until(() -> files.isDead(kernel));
  }

  @Test
  void each_sees_its_own_etc_and_the_rest_of_the_machines() throws IOException {
    ProcessFiles other = files("2");
    String script =
        "cat /etc/flink/" + PropertiesFile.NAME + "; echo; test -s /etc/passwd && echo users";

    start(files, script);
    start(other, script);

    await().until(() -> other.exitStatus().isPresent() && files.exitStatus().isPresent());
    assertThat(Files.readAllLines(files.out())).containsExactly("1", "users");
    assertThat(Files.readAllLines(other.out())).containsExactly("2", "users");
  }

  @Test
  void a_user_namespace_does_it_too_and_leaves_no_capabilities() throws IOException {
    Launcher unprivileged =
        Launcher.prepare(folder.resolve(".launcher"), new EtcView(EtcView.Way.USER, ""));
    start(
        unprivileged,
        files,
        "cat /etc/flink/" + PropertiesFile.NAME + "; echo; grep CapBnd /proc/self/status");

    assertThat(status()).contains(0);
    assertThat(Files.readAllLines(files.out())).containsExactly("1", "CapBnd:\t0000000000000000");
  }

  @Test
  void an_end_is_asked_for_first_and_enforced_later() throws IOException {
    var deployment = new DeploymentFolder(folder, CLICKS);
    Path place = folder.resolve("1");
    start(files, "trap 'exit 7' TERM; echo ready; " + FOR_EVER);
    running(files);
    await().until(() -> Files.readString(files.out()).contains("ready"));
    var ending = new Ending(kernel, Clock.systemUTC());

    assertThat(ending.ended(deployment, place)).isFalse();

    assertThat(status()).contains(7);
    assertThat(ending.ended(deployment, place)).isTrue();
  }

  @Test
  void what_does_not_end_when_asked_is_killed_after_a_while() throws IOException {
    var deployment = new DeploymentFolder(folder, CLICKS);
    Path place = folder.resolve("1");
    start(files, "trap '' TERM; echo deaf; " + FOR_EVER);
    running(files);
    await().until(() -> Files.readString(files.out()).contains("deaf"));

    new Ending(kernel, Clock.systemUTC()).ended(deployment, place);
    assertThat(files.running(kernel)).isPresent();
    var later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10));
    await().until(() -> new Ending(kernel, later).ended(deployment, place));

    assertThat(status()).contains(137);
  }
}
