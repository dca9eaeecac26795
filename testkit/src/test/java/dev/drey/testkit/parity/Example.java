package dev.drey.testkit.parity;

import dev.drey.testkit.TestJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A topology whose output is determined, whatever the threads do.
 *
 * @param inOrder whether even the order of its output is
 */
public record Example(String name, TestJob.JobCode code, int parallelism, boolean inOrder) {
  static final TypeInformation<Tuple3<String, Long, Long>> EVENT =
      Types.TUPLE(Types.STRING, Types.LONG, Types.LONG);

  private static final int EVENTS = 60;
  private static final long MINUTE = 60_000;

  /** One source, no parallelism: the order of the output is determined. */
  static Example ordered(String name, TestJob.JobCode code) {
    return new Example(name, code, 1, true);
  }

  /** The elements of the output are determined, their order is not. */
  static Example bag(String name, int parallelism, TestJob.JobCode code) {
    return new Example(name, code, parallelism, false);
  }

  /** Users with amounts at times that go on, the same for the same seed. */
  static List<Tuple3<String, Long, Long>> events(long seed) {
    Random random = new Random(seed);
    List<Tuple3<String, Long, Long>> events = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < EVENTS; i++) {
      time += 1 + random.nextInt(5 * (int) MINUTE);
      events.add(Tuple3.of("user" + random.nextInt(5), (long) random.nextInt(100), time));
    }
    return events;
  }

  /** The same, some of them up to twenty minutes late. */
  static List<Tuple3<String, Long, Long>> disorderly(long seed) {
    Random random = new Random(-seed);
    return events(seed).stream()
        .map(
            event ->
                Tuple3.of(event.f0, event.f1, Math.max(0, event.f2 - random.nextInt(20) * MINUTE)))
        .toList();
  }

  static DataStream<Tuple3<String, Long, Long>> plain(StreamExecutionEnvironment env, long seed) {
    return env.fromData(events(seed), EVENT);
  }

  static SingleOutputStreamOperator<Tuple3<String, Long, Long>> timed(
      StreamExecutionEnvironment env, long seed) {
    return timed(env.fromData(events(seed), EVENT), Duration.ZERO);
  }

  static SingleOutputStreamOperator<Tuple3<String, Long, Long>> timed(
      DataStream<Tuple3<String, Long, Long>> events, Duration outOfOrder) {
    return events.assignTimestampsAndWatermarks(
        WatermarkStrategy.<Tuple3<String, Long, Long>>forBoundedOutOfOrderness(outOfOrder)
            .withTimestampAssigner((event, before) -> event.f2));
  }

  /** Where each example ends. */
  static void out(DataStream<?> stream) {
    stream.sinkTo(new DiscardingSink<>()).name("out");
  }

  @Override
  public String toString() {
    return name + " (parallelism " + parallelism + ")";
  }
}
