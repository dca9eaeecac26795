package dev.drey.testkit.parity;

import static dev.drey.testkit.parity.Example.bag;
import static dev.drey.testkit.parity.Example.ordered;
import static dev.drey.testkit.parity.Example.out;
import static dev.drey.testkit.parity.Example.timed;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Functions that do something later, or when somebody else does not come. */
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
final class Timers {
  private static final long MINUTE = 60_000;
  private static final MapStateDescriptor<String, Long> RULES =
      new MapStateDescriptor<>("rules", Types.STRING, Types.LONG);

  private Timers() {}

  static List<Example> all() {
    return List.of(
        ordered(
            "event-time timers",
            env -> out(timed(env, 9).keyBy(e -> e.f0).process(new Quiet(10 * MINUTE)))),
        bag(
            "event-time timers at parallelism 3",
            3,
            env -> out(timed(env, 10).keyBy(e -> e.f0).process(new Quiet(10 * MINUTE)))),
        ordered(
            "timers that are deleted",
            env -> out(timed(env, 11).keyBy(e -> e.f0).process(new Postponed(7 * MINUTE)))),
        ordered(
            "pseudo windows by timers (exercise: hourly tips by hand)",
            env -> out(timed(env, 12).keyBy(e -> e.f0).process(new ByHand(60 * MINUTE)))),
        bag(
            "a partner that does not come (exercise: expiring state)",
            2,
            env ->
                out(
                    timed(env, 14)
                        .filter(e -> e.f1 % 3 != 0)
                        .keyBy(e -> e.f2)
                        .connect(timed(env, 14).filter(e -> e.f1 % 2 != 0).keyBy(e -> e.f2))
                        .process(new Expiring()))),
        bag(
            "rules that are broadcast before the data",
            3,
            env ->
                out(
                    timed(env, 15)
                        .keyBy(e -> e.f0)
                        .connect(env.fromData("limit").broadcast(RULES))
                        .process(new AtTheEnd()))),
        bag(
            "sessions by timers",
            3,
            env -> out(timed(env, 17).keyBy(e -> e.f0).process(new Sessions(8 * MINUTE)))));
  }

  private static final class Quiet
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private final long gap;

    Quiet(long gap) {
      this.gap = gap;
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) {
      context.timerService().registerEventTimeTimer(event.f2 / gap * gap + gap);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) {
      out.collect(context.getCurrentKey() + " at " + time);
    }
  }

  private static final class Postponed
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private final long gap;
    private transient ValueState<Long> timer;

    Postponed(long gap) {
      this.gap = gap;
    }

    @Override
    public void open(OpenContext context) {
      timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      if (timer.value() != null) {
        context.timerService().deleteEventTimeTimer(timer.value());
      }
      timer.update(event.f2 + gap);
      context.timerService().registerEventTimeTimer(event.f2 + gap);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) {
      timer.clear();
      out.collect(context.getCurrentKey() + " quiet at " + time);
    }
  }

  private static final class ByHand
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private final long size;
    private transient MapState<Long, Long> sums;

    ByHand(long size) {
      this.size = size;
    }

    @Override
    public void open(OpenContext context) {
      sums =
          getRuntimeContext().getMapState(new MapStateDescriptor<>("sums", Types.LONG, Types.LONG));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      long end = event.f2 / size * size + size - 1;
      sums.put(end, event.f1 + (sums.contains(end) ? sums.get(end) : 0));
      context.timerService().registerEventTimeTimer(end);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      out.collect(context.getCurrentKey() + " " + time + " " + sums.get(time));
      sums.remove(time);
    }
  }

  private static final class Expiring
      extends KeyedCoProcessFunction<
          Long, Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, String> {
    private transient ValueState<String> left;
    private transient ValueState<String> right;

    @Override
    public void open(OpenContext context) {
      left = getRuntimeContext().getState(new ValueStateDescriptor<>("left", Types.STRING));
      right = getRuntimeContext().getState(new ValueStateDescriptor<>("right", Types.STRING));
    }

    @Override
    public void processElement1(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      left.update(event.f0);
      context.timerService().registerEventTimeTimer(event.f2 + MINUTE);
    }

    @Override
    public void processElement2(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      right.update(event.f0);
      context.timerService().registerEventTimeTimer(event.f2 + MINUTE);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      out.collect(time + " " + left.value() + " " + right.value());
      left.clear();
      right.clear();
    }
  }

  private static final class AtTheEnd
      extends KeyedBroadcastProcessFunction<String, Tuple3<String, Long, Long>, String, String> {
    private transient ReducingState<Long> sum;

    @Override
    public void open(OpenContext context) {
      sum =
          getRuntimeContext()
              .getReducingState(new ReducingStateDescriptor<>("sum", Long::sum, Types.LONG));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, ReadOnlyContext context, Collector<String> out)
        throws Exception {
      sum.add(event.f1);
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
    }

    @Override
    public void processBroadcastElement(String rule, Context context, Collector<String> out)
        throws Exception {
      context.getBroadcastState(RULES).put(rule, 7L);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      out.collect(
          context.getCurrentKey() + sum.get() + context.getBroadcastState(RULES).get("limit"));
    }
  }

  private static final class Sessions
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private final long gap;
    private transient ValueState<Tuple3<Long, Long, Long>> open;

    Sessions(long gap) {
      this.gap = gap;
    }

    @Override
    public void open(OpenContext context) {
      open =
          getRuntimeContext()
              .getState(
                  new ValueStateDescriptor<>(
                      "open", Types.TUPLE(Types.LONG, Types.LONG, Types.LONG)));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      Tuple3<Long, Long, Long> session = open.value();
      open.update(
          session == null
              ? Tuple3.of(event.f2, event.f2, 1L)
              : Tuple3.of(session.f0, event.f2, session.f2 + 1));
      context.timerService().registerEventTimeTimer(event.f2 + gap);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      Tuple3<Long, Long, Long> session = open.value();
      if (session != null && time == session.f1 + gap) {
        out.collect(context.getCurrentKey() + session);
        open.clear();
      }
    }
  }
}
