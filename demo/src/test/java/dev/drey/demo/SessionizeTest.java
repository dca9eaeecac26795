package dev.drey.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.demo.truth.Comparison;
import dev.drey.demo.truth.GeneratedDay;
import dev.drey.demo.truth.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application's own jar in a Flink inside this JVM, compared with the truth row by row. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionizeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static KafkaServer kafka;
  private static LocalFlink flink;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaServer.start(folder.resolve("kafka"));
    flink = LocalFlink.start(folder);
  }

  @AfterAll
  static void stop() {
    flink.close();
    kafka.close();
  }

  @Test
  void the_generated_day_comes_out_as_it_should() throws Exception {
    var day = GeneratedDay.ofLines(40_000);

    try (var run = new Run("day")) {
      run.submit(Optional.empty());
      run.replayer.replay(day.stream());

      run.comesOutAs(Truth.about(day.stream()));
    }
  }

  @Test
  void a_stop_with_savepoint_half_way_loses_and_repeats_nothing() throws Exception {
    var day = GeneratedDay.ofLines(40_000);

    try (var run = new Run("day-with-stop")) {
      run.submit(Optional.empty());
      run.replayer.replay(day.stream().limit(20_000));
      await().atMost(PATIENCE).until(() -> run.reader.results().sessionCount() > 100);

      String savepoint = flink.stopWithSavepoint();
      run.replayer.replay(day.stream().skip(20_000));
      run.submit(Optional.of(savepoint));

      run.comesOutAs(Truth.about(day.stream()));
    }
  }

  @Test
  void the_elastic_log_comes_out_as_it_should() throws Exception {
    comesOutAsItShould("elastic", SharedData.log("elastic-apache-access.dev.log.gz"));
  }

  @Test
  void the_erddap_log_comes_out_as_it_should() throws Exception {
    comesOutAsItShould("erddap", SharedData.log("erddap-nginx-access.dev.log.gz"));
  }

  private static void comesOutAsItShould(String name, LogFile log) throws Exception {
    try (var run = new Run(name)) {
      run.submit(Optional.empty());
      run.replayer.replay(log.lines());

      run.comesOutAs(Truth.about(log.lines()));
    }
  }

  /** One application with topics of its own, from its first start to its last session. */
  private static final class Run implements AutoCloseable {
    private final String name;
    private final Topics topics;
    private final Replayer replayer;
    private final OutputReader reader;

    Run(String name) {
      this.name = name;
      this.topics = new Topics(name + "-in", name + "-out", name + "-dead");
      kafka.createTopics(topics.partitions());
      this.replayer = new Replayer(kafka.bootstrapServers(), topics.input());
      this.reader = new OutputReader(kafka.bootstrapServers(), topics);
      reader.start();
    }

    void submit(Optional<String> savepoint) throws Exception {
      flink.submit(LocalFlink.sessionize(), properties(), savepoint);
    }

    void comesOutAs(Truth truth) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                replayer.markEnd();
                return reader.results().linesAccountedFor();
              },
              lines -> lines >= truth.lines());

      assertThat(Comparison.of(truth.sessions(), reader.results().sessions()).differences())
          .isEmpty();
      assertThat(reader.results().deadLetters("malformed")).isEqualTo(truth.malformed());
      assertThat(reader.results().deadLetters("bad-time")).isEqualTo(truth.badTimestamps());
      assertThat(reader.results().deadLetters("late")).isZero();
    }

    private Path properties() throws Exception {
      return Files.writeString(
          folder.resolve(name + ".json"),
          """
          [{"PropertyGroupId": "sessionize", "PropertyMap": {
            "bootstrap.servers": "%s", "input.topic": "%s", "output.topic": "%s",
            "dead.letter.topic": "%s", "group.id": "%s", "transactional.id.prefix": "%s"}}]
          """
              .formatted(
                  kafka.bootstrapServers(),
                  topics.input(),
                  topics.output(),
                  topics.deadLetters(),
                  name,
                  name));
    }

    @Override
    public void close() {
      reader.close();
      replayer.close();
      flink.cancel();
    }
  }
}
