package dev.drey.bench;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Reads a topic and suffers from what it is told to, so that there is something to tell of. */
public final class TroubledJob {
  private static final long KEYS = 10;

  /**
   * Kafka tells its lag once for each fetch: a slow job takes half a minute for one as they are
   * usually.
   */
  private static final String FETCH_BYTES = "16384";

  private TroubledJob() {}

  /** Submits the job; property group {@code troubled} says what with. */
  public static void main(String[] arguments) throws Exception {
    Properties group = KinesisAnalyticsRuntime.getApplicationProperties().get("troubled");
    var troubles = new Troubles(group.getProperty("file"));
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    KafkaSource<String> visits =
        KafkaSource.<String>builder()
            .setBootstrapServers(group.getProperty("bootstrap.servers"))
            .setTopics(group.getProperty("topic"))
            .setGroupId("troubled")
            .setProperty("max.partition.fetch.bytes", FETCH_BYTES)
            .setStartingOffsets(OffsetsInitializer.latest())
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    environment
        .fromSource(
            visits,
            WatermarkStrategy.<String>forMonotonousTimestamps()
                .withTimestampAssigner(new StandingClock(troubles)),
            "visits")
        .uid("visits")
        .map(new Sufferer(troubles, Long.parseLong(group.getProperty("memory"))))
        .returns(Types.LONG)
        .uid("troubled")
        .name("troubled")
        .keyBy(number -> number % KEYS)
        .process(new Slowed(troubles))
        .returns(Types.LONG)
        .uid("slowed")
        .name("slowed")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere")
        .name("nowhere");
    environment.execute("troubled");
  }

  /** The time of the machine, unless it is to stand. */
  private static final class StandingClock implements SerializableTimestampAssigner<String> {
    private static final long serialVersionUID = 1;

    private final Troubles troubles;
    private long last;

    StandingClock(Troubles troubles) {
      this.troubles = troubles;
    }

    @Override
    public long extractTimestamp(String visit, long before) {
      if (last == 0 || !troubles.are("still")) {
        last = System.currentTimeMillis();
      }
      return last;
    }
  }
}
