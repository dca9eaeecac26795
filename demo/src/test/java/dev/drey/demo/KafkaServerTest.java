package dev.drey.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.demo.truth.GeneratedDay;
import dev.drey.demo.truth.SessionRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class KafkaServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.start(folder.resolve("shared"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void a_day_is_replayed_line_by_line_and_marked_as_over() {
    var day = GeneratedDay.ofLines(5_000);
    kafka.createTopics(Map.of("visits", 3));

    try (var replayer = new Replayer(kafka.bootstrapServers(), "visits")) {
      replayer.replay(day.stream());
      replayer.markEnd();

      assertThat(replayer.sent()).isEqualTo(5_000);
    }

    try (var offsets = new Offsets(kafka)) {
      assertThat(offsets.endOf("visits")).isEqualTo(5_003);
    }
  }

  @Test
  void only_committed_sessions_and_dead_letters_are_read() throws Exception {
    var topics = new Topics("unused", "sessions", "dead");
    var committed = new SessionRow("10.0.0.1", "a", 1, 2, 3, 4, "/in", "/out", true);
    kafka.createTopics(topics.partitions());

    try (var producer = transactional();
        var reader = new OutputReader(kafka.bootstrapServers(), topics)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("sessions", "never read".getBytes(UTF_8))).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("sessions", committed.toJson().getBytes(UTF_8))).get();
      var letter = new ProducerRecord<byte[], byte[]>("dead", new byte[] {1});
      letter.headers().add("reason", "late".getBytes(US_ASCII));
      producer.send(letter).get();
      producer.commitTransaction();

      reader.start();

      await().atMost(PATIENCE).until(() -> reader.results().linesAccountedFor() == 4);
      assertThat(reader.results().sessions()).containsExactly(committed);
      assertThat(reader.results().botSessions()).isOne();
      assertThat(reader.results().deadLetters("late")).isOne();
    }
  }

  @Test
  void one_that_was_left_over_is_ended_and_its_folder_taken_up_again() {
    Path home = folder.resolve("left-over");
    var first = KafkaServer.start(home);
    ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
    first.createTopics(Map.of("kept", 1));

    try (var second = KafkaServer.start(home);
        var offsets = new Offsets(second)) {
      assertThat(process.isAlive()).isFalse();
      assertThat(offsets.endOf("kept")).isZero();
    }

    assertThat(home.resolve("kafka.pid")).doesNotExist();
  }

  private static KafkaProducer<byte[], byte[]> transactional() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
