package dev.drey.bench;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Writes a line to a file some 200 times a second, by way of a shuffle and keyed state: where the
 * file has a gap the job did not work.
 */
public final class PulseJob {
  private static final long BEATS_PER_SECOND = 200;
  private static final long KEYS = 10;

  private PulseJob() {}

  /**
   * Submits the job.
   *
   * @param arguments the file, or none where property {@code file} of group {@code pulse} names it
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments.length > 0 ? arguments[0] : property("file"));
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    var beats =
        new DataGeneratorSource<>(
            number -> number % KEYS,
            Long.MAX_VALUE,
            RateLimiterStrategy.perSecond(BEATS_PER_SECOND),
            Types.LONG);
    environment
        .fromSource(beats, WatermarkStrategy.noWatermarks(), "beats")
        .uid("beats")
        .keyBy(key -> key)
        .process(new Pulse(file.toString()))
        .uid("pulse")
        .name("pulse")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere")
        .name("nowhere");
    environment.execute("pulse");
  }

  private static String property(String key) throws IOException {
    Properties group = KinesisAnalyticsRuntime.getApplicationProperties().get("pulse");
    if (group == null || group.getProperty(key) == null) {
      throw new IllegalArgumentException("property group \"pulse\" lacks \"" + key + "\"");
    }
    return group.getProperty(key);
  }
}
