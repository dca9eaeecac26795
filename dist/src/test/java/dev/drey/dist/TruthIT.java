package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.demo.KafkaServer;
import dev.drey.demo.LogFile;
import dev.drey.demo.OutputReader;
import dev.drey.demo.Replayer;
import dev.drey.demo.Topics;
import dev.drey.demo.truth.Comparison;
import dev.drey.demo.truth.GeneratedDay;
import dev.drey.demo.truth.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
  private static final int PARTITIONS = 2;
  private static final GeneratedDay DAY = GeneratedDay.ofLines(24_000);

  /** So slow that what happens half-way happens while lines come in. */
  private static final int LINES_PER_SECOND = 2_400;

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
    try (var run = new Run("day", OFTEN, DAY::stream)) {
      run.begin();
      run.replayAtOnce();

      run.comesOut();
    }
  }

  @Test
  void of_the_elastic_log() {
    try (var run = new Run("elastic", OFTEN, real("elastic-apache-access.dev.log.gz"))) {
      assertThat(run.truth.sessions()).hasSize(2_032);
      run.begin();
      run.replayAtOnce();

      run.comesOut();
    }
  }

  @Test
  void of_the_erddap_log() {
    try (var run = new Run("erddap", OFTEN, real("erddap-nginx-access.dev.log.gz"))) {
      assertThat(run.truth.sessions()).hasSize(1_108);
      assertThat(run.truth.malformed()).isEqualTo(5_289);
      run.begin();
      run.replayAtOnce();

      run.comesOut();
    }
  }

  @Test
  void when_the_TaskManager_is_killed() {
    try (var run = new Run("taskmanager", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();
      Jvm taskManager = run.application.jvm("taskmanager");
      Jvm jobManager = run.application.jvm("jobmanager");

      taskManager.kill();
      run.application.awaitAnother("taskmanager", taskManager);

      run.comesOut();
      assertThat(run.application.jvm("jobmanager")).isEqualTo(jobManager);
    }
  }

  @Test
  void when_the_JobManager_is_killed() {
    try (var run = new Run("jobmanager", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();
      Jvm jobManager = run.application.jvm("jobmanager");

      jobManager.kill();
      run.application.awaitAnother("jobmanager", jobManager);

      run.comesOut();
    }
  }

  @Test
  void when_the_JobManager_is_killed_before_the_first_checkpoint() {
    try (var run = new Run("early", SELDOM, DAY::stream)) {
      run.begin();
      run.replayAtOnce();
      run.awaitUncommittedOutput();
      Jvm jobManager = run.application.jvm("jobmanager");

      jobManager.kill();
      assertThat(run.application.completeState()).isEmpty();
      run.application.awaitAnother("jobmanager", jobManager);

      run.comesOut();
    }
  }

  @Test
  void when_server_and_JobManager_are_killed_together() {
    try (var run = new Run("both", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();
      Jvm jobManager = run.application.jvm("jobmanager");

      drey.kill();
      jobManager.kill();
      drey.up();
      run.application.awaitAnother("jobmanager", jobManager);

      run.comesOut();
    }
  }

  @Test
  void when_the_running_application_is_updated() {
    try (var run = new Run("update", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();

      run.application.update(run.properties("20000"));

      run.comesOut();
      assertThat(run.application.describe().applicationVersionId()).isEqualTo(2);
    }
  }

  @Test
  void when_the_application_is_stopped_and_started() {
    try (var run = new Run("stop", OFTEN, DAY::stream)) {
      run.begin();
      run.replayToHalf();

      run.application.stop();
      assertThat(run.application.snapshots()).hasSize(1);
      assertThat(run.application.pids()).isEmpty();
      run.application.start();

      run.comesOut();
    }
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

  /** One application with topics of its own, from its first start to its last session. */
  private static final class Run implements AutoCloseable {
    private final String name;
    private final Topics topics;
    private final Duration checkpoints;
    private final Supplier<Stream<byte[]>> log;
    private final Truth truth;
    private final Application application;
    private final Replayer replayer;
    private final OutputReader reader;
    private CompletableFuture<Void> replay = CompletableFuture.completedFuture(null);

    Run(String name, Duration checkpoints, Supplier<Stream<byte[]>> log) {
      this.name = name;
      this.topics = new Topics(name + "-lines", name + "-sessions", name + "-dead-letters");
      this.checkpoints = checkpoints;
      this.log = log;
      this.truth = Truth.about(log.get());
      kafka.createTopics(
          Map.of(topics.input(), PARTITIONS, topics.output(), PARTITIONS, topics.deadLetters(), 1));
      this.application = new Application(drey, "sessions-of-" + name, "sessionize");
      this.replayer = new Replayer(kafka.bootstrapServers(), topics.input());
      this.reader = new OutputReader(kafka.bootstrapServers(), topics);
      reader.start();
    }

    void begin() {
      application
          .create(
              "sessionize.jar", new Application.Shape(PARTITIONS, checkpoints), properties("10000"))
          .start();
    }

    void replayAtOnce() {
      replayer.replay(log.get());
    }

    /** Returns half-way, when some of it has come out; the other half begins to come in. */
    void replayToHalf() {
      long half = truth.lines() / 2;
      replayer.replay(log.get().limit(half));
      await()
          .alias("some sessions are out")
          .atMost(Drey.PATIENCE)
          .untilAsserted(() -> assertThat(reader.results().linesAccountedFor()).isPositive());
      replay =
          CompletableFuture.runAsync(() -> replayer.replay(log.get().skip(half).peek(new Pace())));
      await()
          .alias("the other half comes in")
          .atMost(Drey.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(() -> assertThat(replayer.sent()).isGreaterThan(half));
    }

    /** Lines were read and something was written that is not yet valid. */
    void awaitUncommittedOutput() {
      try (var consumer =
          new KafkaConsumer<>(
              Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topics.output()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        await()
            .alias("sessions are written")
            .atMost(Drey.PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .untilAsserted(
                () ->
                    assertThat(consumer.endOffsets(partitions).values())
                        .anySatisfy(end -> assertThat(end).isPositive()));
      }
      assertThat(reader.results().linesAccountedFor()).as("what is committed").isZero();
    }

    /** Waits until every line is told of, and compares. */
    void comesOut() {
      replay.join();
      await()
          .alias("all lines are told of")
          .atMost(Drey.PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                replayer.markEnd();
                assertThat(reader.results().linesAccountedFor())
                    .isGreaterThanOrEqualTo(truth.lines());
              });
      assertThat(Comparison.of(truth.sessions(), reader.results().sessions()).differences())
          .isEmpty();
      assertThat(reader.results().deadLetters("malformed")).isEqualTo(truth.malformed());
      assertThat(reader.results().deadLetters("bad-time")).isEqualTo(truth.badTimestamps());
      assertThat(reader.results().deadLetters("late")).isZero();
    }

    Map<String, String> properties(String agentsKept) {
      Map<String, String> properties = new TreeMap<>();
      properties.put("bootstrap.servers", kafka.bootstrapServers());
      properties.put("input.topic", topics.input());
      properties.put("output.topic", topics.output());
      properties.put("dead.letter.topic", topics.deadLetters());
      properties.put("group.id", name);
      properties.put("transactional.id.prefix", name);
      properties.put("agents.kept", agentsKept);
      return properties;
    }

    @Override
    public void close() {
      replay.cancel(true);
      reader.close();
      replayer.close();
      application.delete();
    }
  }

  /** Lets lines by at an even pace. */
  private static final class Pace implements Consumer<byte[]> {
    private final long began = System.nanoTime();
    private long lines;

    @Override
    public void accept(byte[] line) {
      long due = began + lines++ * 1_000_000_000L / LINES_PER_SECOND;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }
}
