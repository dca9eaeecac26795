package dev.drey.sdk.kinesis;

import dev.drey.sdk.Uid;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.InitialPosition;

/**
 * A Kinesis data stream as a stream, by the connector's polling consumer (the one there is for
 * Flink 1.20 in Maven Central). Without state it begins with the oldest record; with state, where
 * the state says: every record is read once into the job's state. The connector's lag is the metric
 * {@code millisBehindLatest}, as the managed service calls it.
 *
 * @param uid also the operator's name
 * @param stream the data stream's name
 * @param region where it is
 * @param endpoint another place than AWS's own
 * @param consumer further settings of the consumer (credentials, for example)
 * @param schema what a record's data become
 * @param <T> the stream's elements
 */
public record KinesisInput<T>(
    Uid uid,
    String stream,
    String region,
    Optional<URI> endpoint,
    Properties consumer,
    DeserializationSchema<T> schema) {

  /**
   * Adds it to a job, without event times.
   *
   * @param environment of the job
   * @return the stream
   */
  @SuppressWarnings("deprecation") // of this age is the only consumer there is for Flink 1.20
  public SingleOutputStreamOperator<T> in(StreamExecutionEnvironment environment) {
    return environment
        .addSource(
            new FlinkKinesisConsumer<>(stream, schema, properties()), schema.getProducedType())
        .name(uid.value())
        .uid(uid.value());
  }

  /** The consumer takes a region or an endpoint, and reads the endpoint's region from its name. */
  private Properties properties() {
    var properties = new Properties();
    properties.putAll(consumer);
    properties.setProperty(AWSConfigConstants.AWS_REGION, region);
    properties.setProperty(
        ConsumerConfigConstants.STREAM_INITIAL_POSITION, InitialPosition.TRIM_HORIZON.name());
    endpoint.ifPresent(
        uri -> properties.setProperty(AWSConfigConstants.AWS_ENDPOINT, uri.toString()));
    return properties;
  }
}
