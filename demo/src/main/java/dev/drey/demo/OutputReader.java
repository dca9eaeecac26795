package dev.drey.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.drey.demo.truth.SessionRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads sessions and dead letters from the beginning, only what is committed: what a failed attempt
 * of the application wrote is not seen.
 */
public final class OutputReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final Results results = new Results();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::read, "output-reader");

  public OutputReader(String bootstrapServers, Topics topics) {
    this.topics = topics;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Begins to read on a thread of its own. */
  public void start() {
    thread.start();
  }

  /** What was read so far; throws if the reading failed. */
  public Results results() {
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new DemoFailure("the sessions cannot be read: " + failed.getMessage(), failed);
    }
    return results;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (consumer) {
      List<TopicPartition> partitions =
          Stream.of(topics.output(), topics.deadLetters())
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::add);
      }
    } catch (WakeupException e) {
      // closed
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(topics.output())) {
      results.add(SessionRow.fromJson(record.value()));
      return;
    }
    Header reason = record.headers().lastHeader("reason");
    results.addDeadLetter(new String(reason.value(), US_ASCII));
  }
}
