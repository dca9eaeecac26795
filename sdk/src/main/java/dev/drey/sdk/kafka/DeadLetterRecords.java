package dev.drey.sdk.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drey.sdk.validation.DeadLetter;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes dead letters: the bytes as they came, the reason in the header {@code reason}. */
public final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1;

  private final String topic;

  /**
   * Records of one topic.
   *
   * @param topic where they go
   */
  public DeadLetterRecords(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    var record = new ProducerRecord<byte[], byte[]>(topic, letter.value());
    record.headers().add("reason", letter.reason().getBytes(UTF_8));
    return record;
  }
}
