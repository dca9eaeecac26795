package dev.drey.sdk.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes each element as a JSON object (Jackson's, so annotations of its class count) under a key.
 * The record's time is the time of writing: with the time of the event, a topic's retention would
 * drop what an old log brings at once.
 *
 * @param <T> the elements
 */
public final class JsonRecords<T> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1;

  private final String topic;
  private final Key<T> key;
  private transient ObjectMapper json;

  /** What a record's key is made of; travels with the sink. */
  @FunctionalInterface
  public interface Key<T> extends Function<T, String>, Serializable {}

  /**
   * Records of one topic.
   *
   * @param topic where they go
   * @param key decides the partition
   */
  public JsonRecords(String topic, Key<T> key) {
    this.topic = topic;
    this.key = key;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    json = new ObjectMapper();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    try {
      return new ProducerRecord<>(
          topic, key.apply(element).getBytes(UTF_8), json.writeValueAsBytes(element));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
