package dev.drey.bench;

import dev.drey.demo.KafkaServer;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka with a topic that is written to steadily, until its standard input ends. */
public final class FedKafka {
  private static final int TICKS = 20;

  private FedKafka() {}

  /**
   * Serves and writes.
   *
   * @param arguments a folder, a topic, and how many records a second
   */
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    try (KafkaServer kafka = KafkaServer.start(Path.of(arguments[0]))) {
      kafka.createTopics(Map.of(arguments[1], 1));
      System.out.println("fed " + kafka.bootstrapServers());
      Map<String, Object> settings =
          Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
      var bytes = new ByteArraySerializer();
      try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
        feed(producer, arguments[1], Integer.parseInt(arguments[2]) / TICKS);
      }
    }
  }

  private static void feed(KafkaProducer<byte[], byte[]> producer, String topic, int atOnce)
      throws Exception {
    Thread feeder =
        new Thread(
            () -> {
              byte[] visit = "x".repeat(200).getBytes(StandardCharsets.UTF_8);
              while (!Thread.currentThread().isInterrupted()) {
                for (int i = 0; i < atOnce; i++) {
                  var unused = producer.send(new ProducerRecord<>(topic, visit));
                }
                LockSupport.parkNanos(1_000_000_000L / TICKS);
              }
            },
            "feeder");
    feeder.start();
    System.in.transferTo(OutputStream.nullOutputStream());
    feeder.interrupt();
    feeder.join();
  }
}
