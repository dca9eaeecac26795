package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes a session as JSON, keyed by address. The record's time is the time of writing: with the
 * time of the visit, a topic's retention would drop the sessions of an old log at once.
 */
final class SessionSchema implements KafkaRecordSerializationSchema<Session> {
  private static final long serialVersionUID = 1;

  private final String topic;
  private transient ObjectMapper json;

  SessionSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    json = new ObjectMapper();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Session session, KafkaSinkContext context, Long timestamp) {
    try {
      return new ProducerRecord<>(
          topic, session.address().getBytes(UTF_8), json.writeValueAsBytes(session));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
