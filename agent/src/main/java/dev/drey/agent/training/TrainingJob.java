package dev.drey.agent.training;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;

/**
 * Generated and read lines, counted by key in state with timers and windows, written to files. Two
 * arguments: a directory that it reads and one that it writes; a third, {@code fail-once}, makes it
 * fail after its first checkpoint, so that coming back from a checkpoint is part of the run.
 */
public final class TrainingJob {
  private static final long LINES_PER_SECOND = 200;
  private static final long KEYS = 20;

  private TrainingJob() {}

  public static void main(String[] arguments) throws Exception {
    Path in = Path.of(arguments[0]);
    Path out = Path.of(arguments[1]);
    boolean failOnce = arguments.length > 2 && arguments[2].equals("fail-once");
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();

    generated(environment)
        .union(read(environment, in))
        .keyBy(line -> line)
        .process(new Visits(failOnce))
        .uid("visits")
        .name("visits")
        .keyBy(count -> count.name)
        .window(EventTimeSessionWindows.withGap(Duration.ofMillis(100)))
        .reduce(Count::larger)
        .uid("sessions")
        .name("sessions")
        .map(Count::toString)
        .uid("lines")
        .sinkTo(
            FileSink.forRowFormat(
                    new org.apache.flink.core.fs.Path(out.toUri()),
                    new SimpleStringEncoder<String>("UTF-8"))
                .build())
        .uid("files")
        .name("files");

    environment.execute("training");
  }

  private static DataStream<String> generated(StreamExecutionEnvironment environment) {
    var source =
        new DataGeneratorSource<>(
            number -> "key-" + number % KEYS,
            Long.MAX_VALUE,
            RateLimiterStrategy.perSecond(LINES_PER_SECOND),
            Types.STRING);
    var watermarks =
        WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofMillis(50))
            .withTimestampAssigner((line, before) -> System.currentTimeMillis())
            .withIdleness(Duration.ofSeconds(1));
    return environment.fromSource(source, watermarks, "generated").uid("generated");
  }

  private static DataStream<String> read(StreamExecutionEnvironment environment, Path in) {
    var source =
        FileSource.forRecordStreamFormat(
                new TextLineInputFormat(), new org.apache.flink.core.fs.Path(in.toUri()))
            .monitorContinuously(Duration.ofSeconds(1))
            .build();
    var watermarks =
        WatermarkStrategy.<String>forMonotonousTimestamps()
            .withTimestampAssigner((line, before) -> System.currentTimeMillis())
            .withIdleness(Duration.ofMillis(100));
    return environment.fromSource(source, watermarks, "read").uid("read");
  }
}
