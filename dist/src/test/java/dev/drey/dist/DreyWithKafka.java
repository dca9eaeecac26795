package dev.drey.dist;

import dev.drey.demo.KafkaServer;
import dev.drey.demo.Topic;
import java.nio.file.Path;
import java.util.Map;

/** A home with a server in it, and a Kafka beside it. */
record DreyWithKafka(Drey drey, KafkaServer kafka) implements AutoCloseable {

  static DreyWithKafka up(Path folder, String... settings) {
    var drey = new Drey(folder.resolve("home"));
    KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"));
    var both = new DreyWithKafka(drey, kafka);
    try {
      drey.up(settings);
      return both;
    } catch (RuntimeException | AssertionError e) {
      both.close();
      throw e;
    }
  }

  /** A topic that was not there. */
  Topic topic(String name, int partitions) {
    kafka.createTopics(Map.of(name, partitions));
    return new Topic(kafka.bootstrapServers(), name, partitions);
  }

  @Override
  public void close() {
    drey.close();
    kafka.close();
  }
}
