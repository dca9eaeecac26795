package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;

/** An application in Python, from its zip on. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonIT {
  private static final String NAMED = "drey.python";
  private static final String KEY = "counting.zip";
  private static final long SHARE = 320L << 20;
  private static final Map<String, String> NOTHING_ELSE = Map.of();
  private static final Map<String, String> THREADS = Map.of("python.execution-mode", "thread");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  @BeforeAll
  static void start() {
    Path environments = environments();
    drey = new Drey(folder.resolve("home"));
    drey.up("--set", "drey.python.home=" + environments, "--set", "drey.metrics.interval=500ms");
    drey.upload(PythonZip.counting().at(folder.resolve(KEY)), KEY);
  }

  @AfterAll
  static void end() {
    if (drey != null) {
      drey.close();
    }
  }

  @Test
  void in_processes_and_in_threads_they_count_on_over_all_but_a_change_between_the_two() {
    CountingInPython counting = create("counting", NOTHING_ELSE, Map.of("round", "1"));
    CountingInPython threaded = create("threaded", THREADS, Map.of("round", "1"));
    String started = threaded.application().askStart();
    counting.application().start();
    threaded.application().succeeds(started);
    counting.awaitCount("1", 100);
    threaded.awaitCount("1", 100);
    awaitCheckpoint(counting.application());
    awaitCheckpoint(threaded.application());
    assertThat(counting.lines()).allSatisfy(line -> assertThat(line.folder()).isEqualTo("[]"));
    assertThat(threaded.lines()).allSatisfy(line -> assertThat(line.folder()).isEqualTo("[]"));
    assertThat(threaded.last().process())
        .isEqualTo(threaded.application().jvm("taskmanager").pid());

    theWorkerHasItsShare();
    long worker = counting.last().process();
    Drey.signal("KILL", worker);
    await()
        .alias("another worker")
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(counting.last().process()).isNotEqualTo(worker));

    Map<String, String> inThreads = Map.of("round", "2", "mode", "thread");
    String toThreads =
        counting.application().onceItRuns(() -> counting.askUpdate(NOTHING_ELSE, inThreads));
    String toProcesses = threaded.askUpdate(NOTHING_ELSE, Map.of("round", "2"));
    assertThat(counting.application().fails(toThreads))
        .contains("python.execution-mode process")
        .contains("counts");
    assertThat(threaded.application().fails(toProcesses))
        .contains("python.execution-mode thread")
        .contains("counts");
    assertThat(counting.application().status()).isEqualTo(ApplicationStatus.RUNNING);
    assertThat(threaded.application().status()).isEqualTo(ApplicationStatus.RUNNING);

    String one = counting.askUpdate(NOTHING_ELSE, Map.of("round", "3"));
    String other = threaded.askUpdate(THREADS, Map.of("round", "3"));
    counting.application().succeeds(one);
    threaded.application().succeeds(other);
    counting.awaitCount("3", 0);
    threaded.awaitCount("3", 0);
    counting.hasCountedOn();
    threaded.hasCountedOn();

    String stopped = threaded.application().askStop();
    counting.application().stop();
    threaded.application().succeeds(stopped);
    Drey.Ran verified = drey.run("snapshots", "verify", "counting");
    assertThat(verified.status()).as(verified.output()).isZero();
    assertThat(verified.output())
        .containsPattern(" good, .* files, .* bytes")
        .contains("not tried: whether Python can read the values that it wrote");

    threaded.application().succeeds(threaded.askUpdate(NOTHING_ELSE, Map.of("round", "4")));
    assertThat(threaded.application().fails(threaded.application().askStart()))
        .contains("python.execution-mode thread");
    await()
        .alias("nothing is left beside the server: no worker either")
        .atMost(Drey.PATIENCE)
        .until(() -> drey.processes().size() == 1);
  }

  @Test
  void what_main_and_what_a_worker_raises_is_told_with_its_traceback() {
    Application main = failing("in-main", "in main");
    Application worker = failing("in-worker", "in a worker");
    worker.askStart();

    assertThat(main.fails(main.askStart()))
        .contains("Traceback (most recent call last):")
        .contains("main.py\", line ")
        .contains("LookupError: no topic is configured");
    assertThat(main.status()).isEqualTo(ApplicationStatus.READY);
    // it fails with its first number again and again: an end of its start, but on a slow machine,
    // where it has run for a while before
    await("what the worker has raised")
        .atMost(Drey.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(drey.run("status").output())
                    .contains("LookupError: no topic is configured")
                    .contains("counting.py\", line ", "ValueError: nothing is counted here"));
    assertThat(drey.run("logs", "in-worker", "--since", "1h", "--grep", "ValueError").output())
        .contains("Traceback (most recent call last):")
        .contains("counting.py");
    await("the end of its start")
        .atMost(Drey.PATIENCE)
        .until(worker::status, status -> status != ApplicationStatus.STARTING);
    worker.delete();
  }

  @Test
  void a_zip_that_cannot_run_is_refused_with_the_name_of_the_file() {
    Path other = PythonZip.counting().without("main.py").at(folder.resolve("no-script.zip"));
    drey.upload(other, "no-script.zip");
    Path missing =
        PythonZip.counting().with("main.py", "import nowhere\n").at(folder.resolve("missing.zip"));
    drey.upload(missing, "missing.zip");

    assertThatThrownBy(() -> created("no-script"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("holds no main.py");
    assertThatThrownBy(() -> created("missing"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("main.py, which in line 1 imports nowhere");
  }

  /** As Flink logs it in the TaskManager: half of what is managed, as docs tell for this size. */
  private static void theWorkerHasItsShare() {
    assertThat(drey.run("logs", "counting", "--since", "1h", "--grep", "shared Python").output())
        .contains("Obtained shared Python process of size " + SHARE + " bytes");
    assertThat(drey.run("plan", "counting").output()).contains("managed (Python)", "320 MiB");
    String memory =
        "kinesisanalytics_python_worker_memory{account=\"000000000000\",application=\"counting\"} ";
    String share =
        "kinesisanalytics_python_worker_memory_utilization{account=\"000000000000\",application=\"counting\"} ";
    await()
        .alias("the memory of the worker")
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(drey.page("/metrics")).contains(memory, share));
  }

  private static CountingInPython create(
      String name, Map<String, String> flink, Map<String, String> properties) {
    return new CountingInPython(drey, name, folder).create(KEY, flink, properties);
  }

  private static Application failing(String name, String where) {
    return create(name, NOTHING_ELSE, Map.of("round", "1", "fails", where)).application();
  }

  /** Of the zip of its name. */
  private static CountingInPython created(String name) {
    return new CountingInPython(drey, name, folder).create(name + ".zip", NOTHING_ELSE, Map.of());
  }

  private static void awaitCheckpoint(Application application) {
    await()
        .alias("a checkpoint")
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(application.completeState()).isNotEmpty());
  }

  /** Where {@code drey runtime install python} puts it, or what is named. */
  private static Path environments() {
    Path home =
        Path.of(System.getProperty(NAMED, System.getProperty("user.home") + "/.cache/drey/python"));
    boolean there =
        Files.isDirectory(home)
            && Jvm.children(home).stream()
                .anyMatch(each -> Files.exists(each.resolve("bin/python")));
    if (!there) {
      System.err.println(
          "LEFT OUT: there is no Python environment in "
              + home
              + "; 'drey runtime install python' makes one, -D"
              + NAMED
              + " names another place");
    }
    assumeTrue(there, "no Python environment in " + home);
    return home;
  }
}
