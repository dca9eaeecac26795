package dev.drey.demo;

import dev.drey.demo.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes lines to the input topic as fast as Kafka takes them, keyed by client address so that each
 * visitor's lines stay in order.
 */
public final class Replayer implements AutoCloseable {
  /** How far out of order lines may be; the application waits as long. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final NewestTime newest = new NewestTime();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public Replayer(String bootstrapServers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends every line and returns when Kafka has them all; closes the stream. */
  public void replay(Stream<byte[]> lines) {
    try (lines) {
      lines.forEach(this::send);
    }
    producer.flush();
    check();
  }

  /** How many lines were handed to Kafka; any thread may ask. */
  public long sent() {
    return sent.get();
  }

  /**
   * Says that everything is in: a record without value in each partition, at a time when every
   * session is over. It is no line and may be said again.
   */
  public void markEnd() {
    Optional<Instant> last = newest.get();
    if (last.isEmpty()) {
      return; // no line had a time, so no session is open
    }
    long over = last.get().plus(Truth.GAP).plus(BOUND).toEpochMilli() + 1;
    producer.partitionsFor(topic).forEach(p -> send(endMarker(p.partition(), over)));
    producer.flush();
    check();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private void send(byte[] line) {
    check();
    newest.see(line);
    send(new ProducerRecord<>(topic, key(line), line));
    sent.incrementAndGet();
  }

  private ProducerRecord<byte[], byte[]> endMarker(int partition, long upTo) {
    byte[] nothing = null;
    return new ProducerRecord<>(topic, partition, upTo, nothing, nothing);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the first failure
  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (done, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private void check() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new DemoFailure("Kafka refused a line: " + failed.getMessage(), failed);
    }
  }

  /** The client's address; no key where a line does not begin with one. */
  private static byte[] key(byte[] line) {
    for (int i = 0; i < line.length; i++) {
      if (line[i] == ' ') {
        return i == 0 ? null : Arrays.copyOf(line, i);
      }
    }
    return null;
  }
}
