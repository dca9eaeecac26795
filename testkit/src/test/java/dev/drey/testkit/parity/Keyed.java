package dev.drey.testkit.parity;

import static dev.drey.testkit.parity.Example.bag;
import static dev.drey.testkit.parity.Example.ordered;
import static dev.drey.testkit.parity.Example.out;
import static dev.drey.testkit.parity.Example.plain;
import static dev.drey.testkit.parity.Example.timed;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.RichCoFlatMapFunction;
import org.apache.flink.util.Collector;

/** Keyed state of each kind, and two streams that meet in it. */
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
final class Keyed {
  private Keyed() {}

  static List<Example> all() {
    return List.of(
        ordered("running sum", env -> out(plain(env, 1).keyBy(e -> e.f0).sum(1))),
        bag("running sum at parallelism 4", 4, env -> out(plain(env, 2).keyBy(e -> e.f0).sum(1))),
        ordered(
            "min and max by",
            env -> out(plain(env, 3).keyBy(e -> e.f0).minBy(1).keyBy(e -> e.f0).maxBy(2))),
        ordered(
            "reduce",
            env ->
                out(
                    plain(env, 4)
                        .keyBy(e -> e.f0)
                        .reduce((a, b) -> Tuple3.of(a.f0, a.f1 ^ b.f1, b.f2)))),
        ordered("value state", env -> out(plain(env, 5).keyBy(e -> e.f0).flatMap(new Changes()))),
        ordered("list state", env -> out(plain(env, 6).keyBy(e -> e.f0).process(new Batches()))),
        bag("map state", 3, env -> out(plain(env, 7).keyBy(e -> e.f0).process(new Distinct()))),
        ordered(
            "reducing and aggregating state",
            env -> out(plain(env, 8).keyBy(e -> e.f0).process(new Extremes()))),
        bag(
            "two streams joined in state (exercise: rides and fares)",
            2,
            env ->
                out(
                    timed(env, 13)
                        .keyBy(e -> e.f2 % 7)
                        .map(e -> e)
                        .returns(Example.EVENT)
                        .keyBy(e -> e.f0 + e.f1)
                        .connect(timed(env, 13).keyBy(e -> e.f0 + e.f1))
                        .flatMap(new RidesAndFares()))),
        bag(
            "state behind state",
            3,
            env ->
                out(
                    plain(env, 16)
                        .keyBy(e -> e.f0)
                        .process(new Distinct())
                        .keyBy(s -> s.length())
                        .process(new Latest()))));
  }

  private static final class Changes
      extends RichFlatMapFunction<Tuple3<String, Long, Long>, String> {
    private transient ValueState<Long> last;

    @Override
    public void open(OpenContext context) {
      last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
    }

    @Override
    public void flatMap(Tuple3<String, Long, Long> event, Collector<String> out) throws Exception {
      Long before = last.value();
      if (before != null) {
        out.collect(event.f0 + (event.f1 - before));
      }
      last.update(event.f1);
    }
  }

  private static final class Batches
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private transient ListState<Long> kept;

    @Override
    public void open(OpenContext context) {
      kept = getRuntimeContext().getListState(new ListStateDescriptor<>("kept", Types.LONG));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      kept.add(event.f1);
      StringBuilder all = new StringBuilder();
      int number = 0;
      for (Long each : kept.get()) {
        all.append(each).append(' ');
        number++;
      }
      if (number == 4) {
        out.collect(event.f0 + " " + all);
        kept.clear();
      }
    }
  }

  private static final class Distinct
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private transient MapState<Long, Boolean> seen;

    @Override
    public void open(OpenContext context) {
      seen =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>("seen", Types.LONG, Types.BOOLEAN));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      if (!seen.contains(event.f1 % 10)) {
        seen.put(event.f1 % 10, true);
        out.collect(event.f0 + event.f1 % 10);
      }
    }
  }

  private static final class Extremes
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private transient ReducingState<Long> most;
    private transient AggregatingState<Long, Long> sum;

    @Override
    public void open(OpenContext context) {
      most =
          getRuntimeContext()
              .getReducingState(new ReducingStateDescriptor<>("most", Math::max, Types.LONG));
      sum =
          getRuntimeContext()
              .getAggregatingState(
                  new AggregatingStateDescriptor<>("sum", new Summing(), Types.LONG));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      most.add(event.f1);
      sum.add(event.f1);
      out.collect(event.f0 + " " + most.get() + " " + sum.get());
    }
  }

  private static final class RidesAndFares
      extends RichCoFlatMapFunction<
          Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, String> {
    private transient MapState<Long, String> rides;
    private transient MapState<Long, String> fares;

    @Override
    public void open(OpenContext context) {
      rides =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>("rides", Types.LONG, Types.STRING));
      fares =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>("fares", Types.LONG, Types.STRING));
    }

    @Override
    public void flatMap1(Tuple3<String, Long, Long> ride, Collector<String> out) throws Exception {
      meet(ride.f2, "ride " + ride.f0, rides, fares, true, out);
    }

    @Override
    public void flatMap2(Tuple3<String, Long, Long> fare, Collector<String> out) throws Exception {
      meet(fare.f2, "fare " + fare.f1, fares, rides, false, out);
    }

    private static void meet(
        long time,
        String mine,
        MapState<Long, String> own,
        MapState<Long, String> other,
        boolean first,
        Collector<String> out)
        throws Exception {
      String partner = other.get(time);
      if (partner == null) {
        own.put(time, mine);
        return;
      }
      other.remove(time);
      out.collect(first ? mine + ", " + partner : partner + ", " + mine);
    }
  }

  private static final class Latest extends KeyedProcessFunction<Integer, String, String> {
    private transient ValueState<Long> number;

    @Override
    public void open(OpenContext context) {
      number = getRuntimeContext().getState(new ValueStateDescriptor<>("number", Types.LONG));
    }

    @Override
    public void processElement(String value, Context context, Collector<String> out)
        throws Exception {
      long next = number.value() == null ? 1 : number.value() + 1;
      number.update(next);
      out.collect(context.getCurrentKey() + "#" + next);
    }
  }

  private static final class Summing
      implements org.apache.flink.api.common.functions.AggregateFunction<Long, Long, Long> {
    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(Long value, Long sum) {
      return sum + value;
    }

    @Override
    public Long getResult(Long sum) {
      return sum;
    }

    @Override
    public Long merge(Long a, Long b) {
      return a + b;
    }
  }
}
