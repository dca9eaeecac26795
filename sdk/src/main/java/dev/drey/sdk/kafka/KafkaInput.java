package dev.drey.sdk.kafka;

import dev.drey.sdk.Uid;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Topics as a stream. Only committed records are read. Without state it begins with the oldest
 * record, whatever the group has committed, for nothing was processed yet; with state, where the
 * state says. Lag, offsets and commits are metrics under the service's names.
 *
 * @param uid also the operator's name
 * @param cluster where the topics are
 * @param topics at least one
 * @param groupId the consumer group, to which offsets are committed with each checkpoint
 * @param schema what a record becomes
 * @param <T> the stream's elements
 */
public record KafkaInput<T>(
    Uid uid,
    Cluster cluster,
    List<String> topics,
    String groupId,
    KafkaRecordDeserializationSchema<T> schema) {

  /** Copies the topics. */
  public KafkaInput {
    topics = List.copyOf(topics);
  }

  /**
   * Where a Kafka is.
   *
   * @param bootstrapServers as its clients want them
   * @param clients further settings of its clients (security, for example)
   */
  public record Cluster(String bootstrapServers, Properties clients) {}

  /**
   * Adds it to a job.
   *
   * @param environment of the job
   * @param watermarks made in the source, for each partition by itself
   * @return the stream
   */
  public SingleOutputStreamOperator<T> in(
      StreamExecutionEnvironment environment, WatermarkStrategy<T> watermarks) {
    return environment
        .fromSource(
            new MeteredKafkaSource<>(source()), watermarks, uid.value(), schema.getProducedType())
        .uid(uid.value());
  }

  private KafkaSource<T> source() {
    return KafkaSource.<T>builder()
        .setProperties(cluster.clients())
        .setBootstrapServers(cluster.bootstrapServers())
        .setTopics(topics)
        .setGroupId(groupId)
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(schema)
        .build();
  }
}
