package dev.drey.bench;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs numbered lines as fast as it can, and ends. */
public final class LoggingJob {
  private static final Logger LOG = LoggerFactory.getLogger(LoggingJob.class);
  private static final int CUSTOMERS = 10_007;

  private LoggingJob() {}

  /**
   * Submits the job.
   *
   * @param arguments how many lines, or none where property {@code lines} of group {@code logging}
   *     says it
   */
  public static void main(String[] arguments) throws Exception {
    long lines = Long.parseLong(arguments.length > 0 ? arguments[0] : property("lines"));
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    var numbers = new DataGeneratorSource<>(number -> number, lines, Types.LONG);
    environment
        .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
        .uid("numbers")
        .map(new Told())
        .uid("told")
        .name("told")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere")
        .name("nowhere");
    environment.execute("logging");
  }

  private static String property(String key) throws IOException {
    Properties group = KinesisAnalyticsRuntime.getApplicationProperties().get("logging");
    return group.getProperty(key);
  }

  private static final class Told implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long map(Long number) {
      LOG.info(
          "order {} of customer {} was accepted and is \"on its way\"", number, number % CUSTOMERS);
      return number;
    }
  }
}
