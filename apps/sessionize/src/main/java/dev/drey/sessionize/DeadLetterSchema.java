package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes a dead letter: the line's bytes as they came, the reason in a header. */
final class DeadLetterSchema implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1;

  private final String topic;

  DeadLetterSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    var record = new ProducerRecord<byte[], byte[]>(topic, letter.line());
    record.headers().add("reason", letter.reason().word().getBytes(US_ASCII));
    return record;
  }
}
