package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.demo.KafkaServer;
import dev.drey.demo.OutputReader;
import dev.drey.demo.Replayer;
import dev.drey.demo.Topics;
import dev.drey.demo.truth.Comparison;
import dev.drey.demo.truth.Truth;
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

/** A sessionize with topics of its own, from its first start to its last session. */
final class SessionizeRun implements AutoCloseable {
  private static final int PARTITIONS = 2;

  /** So slow that what happens half-way happens while lines come in. */
  private static final int LINES_PER_SECOND = 2_400;

  private final KafkaServer kafka;
  private final String name;
  private final Topics topics;
  private final Duration checkpoints;
  private final Supplier<Stream<byte[]>> log;
  private final Truth truth;
  private final Application application;
  private final Replayer replayer;
  private final OutputReader reader;
  private CompletableFuture<Void> replay = CompletableFuture.completedFuture(null);

  SessionizeRun(
      Drey drey,
      KafkaServer kafka,
      String name,
      Duration checkpoints,
      Supplier<Stream<byte[]>> log) {
    this.kafka = kafka;
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

  Application application() {
    return application;
  }

  Truth truth() {
    return truth;
  }

  void begin() {
    begin("sessionize.jar");
  }

  void begin(String key) {
    application
        .create(key, new Application.Shape(PARTITIONS, checkpoints), properties("10000"))
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

  /**
   * What Kafka tells of all topics but the input, which is still written to, groups and
   * transactions.
   */
  Map<String, Object> seenByKafka() {
    return KafkaSeen.allBut(topics.input(), kafka.bootstrapServers());
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
