package dev.drey.sessionize;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The application: lines to sessions, from Kafka to Kafka. */
public final class Main {
  static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

  /** The longest that a broker allows unless it is told otherwise. */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

  private Main() {}

  /**
   * Submits the job.
   *
   * @param arguments none, or a file of property groups to use instead of the service's (as in its
   *     {@code application_properties.json})
   */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment, Settings.from(propertyGroups(arguments)));
    environment.execute("sessionize");
  }

  private static Map<String, Properties> propertyGroups(String[] arguments) throws IOException {
    return arguments.length == 0
        ? KinesisAnalyticsRuntime.getApplicationProperties()
        : KinesisAnalyticsRuntime.getApplicationProperties(arguments[0]);
  }

  static void build(StreamExecutionEnvironment environment, Settings settings) {
    environment.configure(
        new Configuration()
            // A type that Flink's own serializers cannot follow over an update is refused.
            .set(PipelineOptions.GENERIC_TYPES, false)
            // Nothing here changes what it was handed, so chained operators need no copies.
            .set(PipelineOptions.OBJECT_REUSE, true));

    SingleOutputStreamOperator<LogLine> requests =
        environment
            .fromSource(lines(settings), watermarks(settings), "read-lines")
            .uid("read-lines")
            .process(new Sieve())
            .name("sieve")
            .uid("sieve");

    SingleOutputStreamOperator<Session> sessions =
        requests
            .keyBy(LogLine::visitor)
            .process(new Sessions(settings.gap(), settings.agentsKept()))
            .name("sessions")
            .uid("sessions");

    sessions
        .sinkTo(exactlyOnce(settings, "sessions", new SessionSchema(settings.outputTopic())))
        .name("write-sessions")
        .uid("write-sessions");

    requests
        .getSideOutput(DEAD_LETTERS)
        .union(sessions.getSideOutput(DEAD_LETTERS))
        .sinkTo(exactlyOnce(settings, "dead", new DeadLetterSchema(settings.deadLetterTopic())))
        .name("write-dead-letters")
        .uid("write-dead-letters");
  }

  /** Without state nothing was read yet: it begins with the oldest line, whatever was committed. */
  private static KafkaSource<LogLine> lines(Settings settings) {
    return KafkaSource.<LogLine>builder()
        .setProperties(settings.kafka())
        .setBootstrapServers(settings.bootstrapServers())
        .setTopics(settings.inputTopic())
        .setGroupId(settings.groupId())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new LineSchema())
        .build();
  }

  private static WatermarkStrategy<LogLine> watermarks(Settings settings) {
    Duration bound = settings.bound();
    return WatermarkStrategy.<LogLine>forGenerator(context -> new MarkedWatermarks(bound))
        .withTimestampAssigner((line, kafkaTime) -> line.time());
  }

  /** Each sink has a prefix of its own, or one would abort the other's transactions. */
  private static <T> KafkaSink<T> exactlyOnce(
      Settings settings, String sink, KafkaRecordSerializationSchema<T> schema) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(settings.kafka())
        .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS)
        .setBootstrapServers(settings.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(settings.transactionalIdPrefix() + "-" + sink)
        .setRecordSerializer(schema)
        .build();
  }
}
