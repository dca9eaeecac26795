package dev.drey.bench;

import dev.drey.demo.KafkaServer;
import dev.drey.demo.Replayer;
import dev.drey.demo.truth.GeneratedDay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A Kafka with a generated day of visits in topic {@code visits}, end marker included. It takes
 * commands on standard input and ends with it: {@code topics SESSIONS DEAD} makes two topics,
 * {@code watch SESSIONS DEAD} prints how far they are, once every 20 milliseconds, until the next
 * line comes in, and {@code count TOPIC} says how many committed records it holds.
 */
public final class FilledKafka {
  private static final String INPUT = "visits";
  private static final long PAUSE_MILLIS = 20;

  private final KafkaServer kafka;
  private final BufferedReader commands;

  private FilledKafka(KafkaServer kafka) {
    this.kafka = kafka;
    this.commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  /**
   * Fills it and serves.
   *
   * @param arguments a folder, and how many lines the day has
   */
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    try (KafkaServer kafka = KafkaServer.start(Path.of(arguments[0]))) {
      kafka.createTopics(Map.of(INPUT, 1));
      try (var replayer = new Replayer(kafka.bootstrapServers(), INPUT)) {
        replayer.replay(GeneratedDay.ofLines(Integer.parseInt(arguments[1])).stream());
        replayer.markEnd();
      }
      System.out.println("filled " + kafka.bootstrapServers());
      new FilledKafka(kafka).serve();
    }
  }

  private void serve() throws IOException, InterruptedException, ExecutionException {
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "topics" -> {
          kafka.createTopics(Map.of(words[1], 1, words[2], 1));
          System.out.println("made");
        }
        case "count" -> System.out.println("counted " + count(new TopicPartition(words[1], 0)));
        case "watch" -> {
          watch(new TopicPartition(words[1], 0), new TopicPartition(words[2], 0));
          System.out.println("watched");
        }
        default -> throw new IllegalArgumentException("no such command: " + line);
      }
    }
  }

  /** Where topics end, counting what is not committed yet: that comes out as it is made. */
  private void watch(TopicPartition sessions, TopicPartition dead)
      throws IOException, InterruptedException, ExecutionException {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      while (!commands.ready()) {
        var ends =
            admin
                .listOffsets(Map.of(sessions, OffsetSpec.latest(), dead, OffsetSpec.latest()))
                .all()
                .get();
        System.out.printf(
            "%d %d %d%n",
            System.currentTimeMillis(), ends.get(sessions).offset(), ends.get(dead).offset());
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private long count(TopicPartition topic) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      long end = consumer.endOffsets(List.of(topic)).get(topic);
      long count = 0;
      while (consumer.position(topic) < end) {
        count += consumer.poll(Duration.ofSeconds(1)).count();
      }
      return count;
    }
  }
}
