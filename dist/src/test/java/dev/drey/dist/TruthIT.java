package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.demo.KafkaServer;
import dev.drey.demo.LogFile;
import dev.drey.demo.truth.GeneratedDay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of sessionize is the truth row by row, whatever dies or changes half-way. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TruthIT {
  private static final GeneratedDay DAY = GeneratedDay.ofLines(24_000);

  private static final Duration OFTEN = Duration.ofSeconds(1);

  /** Long enough for a slow machine to come to a kill before the first one. */
  private static final Duration SELDOM = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;
  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    kafka = KafkaServer.start(folder.resolve("kafka"));
    drey.up().upload(Drey.distribution().resolve("apps/sessionize.jar"), "sessionize.jar");
  }

  @AfterAll
  static void end() {
    drey.close();
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void of_the_generated_day() {
    try (var run = new SessionizeRun(drey, kafka, "day", OFTEN, DAY::stream)) {
      run.begin();
      run.replayAtOnce();

      run.comesOut();
    }
  }

  @Test
  void of_the_elastic_log() {
    try (var run =
        new SessionizeRun(
            drey, kafka, "elastic", OFTEN, real("elastic-apache-access.dev.log.gz"))) {
      assertThat(run.truth().sessions()).hasSize(2_032);
      run.begin();
      run.replayAtOnce();

      run.comesOut();
    }
  }

  @Test
  void of_the_erddap_log() {
    try (var run =
        new SessionizeRun(drey, kafka, "erddap", OFTEN, real("erddap-nginx-access.dev.log.gz"))) {
      assertThat(run.truth().sessions()).hasSize(1_108);
      assertThat(run.truth().malformed()).isEqualTo(5_289);
      run.begin();
      run.replayAtOnce();

      run.comesOut();
    }
  }

  @Test
  void when_the_TaskManager_is_killed() {
    try (var run = new SessionizeRun(drey, kafka, "taskmanager", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();
      Jvm taskManager = run.application().jvm("taskmanager");
      Jvm jobManager = run.application().jvm("jobmanager");

      taskManager.kill();
      run.application().awaitAnother("taskmanager", taskManager);

      run.comesOut();
      assertThat(run.application().jvm("jobmanager")).isEqualTo(jobManager);
    }
  }

  @Test
  void when_the_JobManager_is_killed() {
    try (var run = new SessionizeRun(drey, kafka, "jobmanager", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();
      Jvm jobManager = run.application().jvm("jobmanager");

      jobManager.kill();
      run.application().awaitAnother("jobmanager", jobManager);

      run.comesOut();
    }
  }

  @Test
  void when_the_JobManager_is_killed_before_the_first_checkpoint() {
    try (var run = new SessionizeRun(drey, kafka, "early", SELDOM, DAY::stream)) {
      run.begin();
      run.replayAtOnce();
      run.awaitUncommittedOutput();
      Jvm jobManager = run.application().jvm("jobmanager");

      jobManager.kill();
      assertThat(run.application().completeState()).isEmpty();
      run.application().awaitAnother("jobmanager", jobManager);

      run.comesOut();
    }
  }

  @Test
  void when_server_and_JobManager_are_killed_together() {
    try (var run = new SessionizeRun(drey, kafka, "both", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();
      Jvm jobManager = run.application().jvm("jobmanager");

      drey.kill();
      jobManager.kill();
      drey.up();
      run.application().awaitAnother("jobmanager", jobManager);

      run.comesOut();
    }
  }

  @Test
  void when_the_running_application_is_updated() {
    try (var run = new SessionizeRun(drey, kafka, "update", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();

      run.application().update(run.properties("20000"));

      run.comesOut();
      assertThat(run.application().describe().applicationVersionId()).isEqualTo(2);
    }
  }

  @Test
  void when_the_application_is_stopped_and_started() {
    try (var run = new SessionizeRun(drey, kafka, "stop", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();

      run.application().stop();
      assertThat(run.application().snapshots()).hasSize(1);
      assertThat(run.application().pids()).isEmpty();
      restoresWhereNothingSeesIt(run);
      run.application().start();

      run.comesOut();
    }
  }

  /** Its sources, and its sinks that write in transactions: none of them is ever opened. */
  private static void restoresWhereNothingSeesIt(SessionizeRun run) {
    Map<String, Object> before = run.seenByKafka();

    Drey.Ran verified = drey.run("snapshots", "verify", run.application().name(), "--restore");

    assertThat(verified.status()).as(verified.output()).isZero();
    assertThat(verified.output())
        .contains("good", "restored by", "cut off: Source: ", ": Writer", ": Committer");
    assertThat(run.seenByKafka()).isEqualTo(before);
  }

  /** A log that lies beside the checkout on some machines and is no part of the project. */
  private static Supplier<Stream<byte[]>> real(String name) {
    Path file =
        Path.of(System.getProperty("drey.checkout", ".."))
            .resolve("../shared/data")
            .resolve(name)
            .toAbsolutePath()
            .normalize();
    if (!Files.isReadable(file)) {
      System.err.println("LEFT OUT: no ../shared/data/" + name + " beside the checkout");
    }
    assumeTrue(Files.isReadable(file), "no ../shared/data/" + name);
    return new LogFile(file)::lines;
  }
}
