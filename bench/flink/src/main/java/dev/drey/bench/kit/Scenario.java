package dev.drey.bench.kit;

import dev.drey.testkit.JobRun;
import dev.drey.testkit.TestJob;
import dev.drey.testkit.TestOperator;
import dev.drey.testkit.parity.Example;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** What a test runs, and what comes out of it either way, sorted. */
interface Scenario {
  String name();

  List<String> inKit();

  List<String> on(MiniCluster cluster);

  private static List<String> sorted(Stream<?> output) {
    return output.map(Object::toString).sorted().toList();
  }

  private static List<String> output(JobRun run) {
    return sorted(run.output("out", Object.class).stream());
  }

  /** One function or operator, given events in the order of their times. */
  record OneOperator<O>(
      String name,
      List<Tuple3<String, Long, Long>> events,
      Function<DataStream<Tuple3<String, Long, Long>>, DataStream<O>> wiring)
      implements Scenario {
    static final TypeInformation<Tuple3<String, Long, Long>> EVENT =
        Types.TUPLE(Types.STRING, Types.LONG, Types.LONG);

    /** No other has it, for its first event differs. */
    @Override
    public String name() {
      return name + " from " + events.get(0);
    }

    @Override
    public List<String> inKit() {
      try (var operator = TestOperator.of(EVENT, wiring)) {
        for (Tuple3<String, Long, Long> event : events) {
          operator.element(event, event.f2).watermark(event.f2 - 1);
        }
        return sorted(operator.end().output().stream());
      }
    }

    @Override
    public List<String> on(MiniCluster cluster) {
      return output(TestJob.of(this::build).runOn(cluster));
    }

    private void build(StreamExecutionEnvironment env) {
      DataStream<Tuple3<String, Long, Long>> timed =
          env.fromData(events, EVENT)
              .assignTimestampsAndWatermarks(
                  WatermarkStrategy.<Tuple3<String, Long, Long>>forMonotonousTimestamps()
                      .withTimestampAssigner((event, none) -> event.f2));
      wiring.apply(timed).sinkTo(new DiscardingSink<>()).name("out");
    }
  }

  /** A topology of the parity suite. */
  record WholeTopology(Example example) implements Scenario {
    @Override
    public String name() {
      return example.toString();
    }

    @Override
    public List<String> inKit() {
      return output(job().run());
    }

    @Override
    public List<String> on(MiniCluster cluster) {
      return output(job().runOn(cluster));
    }

    private TestJob job() {
      return TestJob.of(example.code()).parallelism(example.parallelism());
    }
  }
}
