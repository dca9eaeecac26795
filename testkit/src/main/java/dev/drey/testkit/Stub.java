package dev.drey.testkit;

import dev.drey.testkit.line.PlainSink;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Ends of a pipeline that the test stands in for: they say of what type they are, and never run.
 */
final class Stub {
  private Stub() {}

  @SuppressWarnings({
    "unchecked",
    "rawtypes"
  }) // no element of the source that is written here ever comes
  static <T> DataStream<T> stream(
      StreamExecutionEnvironment env, String name, TypeInformation<T> type) {
    return env.fromSource(
        (org.apache.flink.api.connector.source.Source) new NumberSequenceSource(0, 0),
        WatermarkStrategy.noWatermarks(),
        name,
        type);
  }

  /** A sink that is always captured. */
  static final class NoSink<T> implements PlainSink<T> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
      throw new IOException("the testkit captures this sink");
    }
  }
}
