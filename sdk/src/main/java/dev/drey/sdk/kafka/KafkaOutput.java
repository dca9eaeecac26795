package dev.drey.sdk.kafka;

import dev.drey.sdk.Uid;
import java.time.Duration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A stream written to Kafka exactly once: what a checkpoint covers becomes visible with it, to
 * readers of committed records.
 *
 * @param uid also the operator's name, and part of its transactions' ids: two sinks with one prefix
 *     would abort each other's transactions
 * @param cluster where the topics are
 * @param transactionalIdPrefix the application's, never changed and used by no other application
 * @param schema what an element becomes
 * @param <T> the stream's elements
 */
public record KafkaOutput<T>(
    Uid uid,
    KafkaInput.Cluster cluster,
    String transactionalIdPrefix,
    KafkaRecordSerializationSchema<T> schema) {

  /** The longest that a broker allows unless it is told otherwise. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  /** Checks the prefix. */
  public KafkaOutput {
    if (transactionalIdPrefix.isBlank()) {
      throw new IllegalArgumentException("the sink " + uid + " has no prefix for transactions");
    }
  }

  /**
   * Adds it to a job.
   *
   * @param stream what is written
   * @return the sink
   */
  public DataStreamSink<T> from(DataStream<T> stream) {
    return stream.sinkTo(sink()).name(uid.value()).uid(uid.value());
  }

  private KafkaSink<T> sink() {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(cluster.clients())
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            Long.toString(TRANSACTION_TIMEOUT.toMillis()))
        .setBootstrapServers(cluster.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(transactionalIdPrefix + "-" + uid)
        .setRecordSerializer(schema)
        .build();
  }
}
