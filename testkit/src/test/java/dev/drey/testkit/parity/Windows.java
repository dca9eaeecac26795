package dev.drey.testkit.parity;

import static dev.drey.testkit.parity.Example.EVENT;
import static dev.drey.testkit.parity.Example.bag;
import static dev.drey.testkit.parity.Example.ordered;
import static dev.drey.testkit.parity.Example.out;
import static dev.drey.testkit.parity.Example.timed;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.evictors.CountEvictor;
import org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Windows of all kinds, and joins of two streams in them. */
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
final class Windows {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final OutputTag<Tuple3<String, Long, Long>> LATE =
      new OutputTag<>("late", EVENT) {};

  private Windows() {}

  static List<Example> all() {
    return List.of(
        ordered(
            "hourly sums (exercise: tips by the hour)",
            env ->
                out(
                    timed(env, 1)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .sum(1))),
        ordered(
            "the greatest of each hour (exercise: hourly tips)",
            env ->
                out(
                    timed(env, 2)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .sum(1)
                        .windowAll(TumblingEventTimeWindows.of(HOUR))
                        .maxBy(1))),
        bag(
            "hourly sums at parallelism 3",
            3,
            env ->
                out(
                    timed(env, 3)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .sum(1))),
        ordered(
            "sliding",
            env ->
                out(
                    timed(env, 4)
                        .keyBy(e -> e.f0)
                        .window(SlidingEventTimeWindows.of(HOUR, Duration.ofMinutes(15)))
                        .sum(1))),
        ordered(
            "sessions",
            env ->
                out(
                    timed(env, 5)
                        .keyBy(e -> e.f0)
                        .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(12)))
                        .process(new Span()))),
        bag(
            "sessions of two sources",
            2,
            env ->
                out(
                    timed(env, 6)
                        .union(timed(env, 7))
                        .keyBy(e -> e.f0)
                        .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(10)))
                        .process(new Span()))),
        ordered(
            "sessions with a gap of their own",
            env ->
                out(
                    timed(env, 8)
                        .keyBy(e -> e.f0)
                        .window(
                            EventTimeSessionWindows.withDynamicGap(e -> 60_000 * (1 + e.f1 / 10)))
                        .process(new Span()))),
        ordered(
            "aggregate",
            env ->
                out(
                    timed(env, 9)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .aggregate(new Average()))),
        ordered(
            "aggregate with the window",
            env ->
                out(
                    timed(env, 10)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .aggregate(new Average(), new WithEnd()))),
        ordered(
            "reduce",
            env ->
                out(
                    timed(env, 11)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .reduce((a, b) -> Tuple3.of(a.f0, a.f1 + b.f1, b.f2)))),
        ordered(
            "late elements are dropped",
            env ->
                out(
                    timed(env.fromData(Example.disorderly(12), EVENT), Duration.ofMinutes(2))
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .sum(1))),
        ordered(
            "late elements at the side",
            env -> {
              SingleOutputStreamOperator<Tuple3<String, Long, Long>> sums =
                  timed(env.fromData(Example.disorderly(13), EVENT), Duration.ofMinutes(1))
                      .keyBy(e -> e.f0)
                      .window(TumblingEventTimeWindows.of(Duration.ofMinutes(10)))
                      .sideOutputLateData(LATE)
                      .sum(1);
              out(sums.getSideOutput(LATE));
              sums.sinkTo(new DiscardingSink<>()).name("sums");
            }),
        ordered(
            "late elements are allowed for",
            env ->
                out(
                    timed(env.fromData(Example.disorderly(14), EVENT), Duration.ZERO)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(Duration.ofMinutes(10)))
                        .allowedLateness(Duration.ofMinutes(15))
                        .sum(1))),
        ordered("count window", env -> out(timed(env, 15).keyBy(e -> e.f0).countWindow(3).sum(1))),
        ordered(
            "sliding count window",
            env -> out(timed(env, 16).keyBy(e -> e.f0).countWindow(4, 2).sum(1))),
        ordered(
            "global window with a purging trigger",
            env ->
                out(
                    timed(env, 17)
                        .keyBy(e -> e.f0)
                        .window(GlobalWindows.create())
                        .trigger(PurgingTrigger.of(CountTrigger.of(5)))
                        .sum(1))),
        ordered(
            "early results by a trigger",
            env ->
                out(
                    timed(env, 18)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .trigger(ContinuousEventTimeTrigger.of(Duration.ofMinutes(20)))
                        .sum(1))),
        ordered(
            "an evictor",
            env ->
                out(
                    timed(env, 19)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .evictor(CountEvictor.of(2))
                        .sum(1))),
        ordered(
            "all keys together",
            env ->
                out(
                    timed(env, 20)
                        .windowAll(SlidingEventTimeWindows.of(HOUR, Duration.ofMinutes(30)))
                        .process(new HowMany()))),
        bag(
            "window join",
            2,
            env ->
                out(
                    timed(env, 21)
                        .join(timed(env, 22))
                        .where(e -> e.f0)
                        .equalTo(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .apply((a, b) -> a.f1 + "&" + b.f1, Types.STRING))),
        bag(
            "window cogroup",
            2,
            env ->
                out(
                    timed(env, 23)
                        .coGroup(timed(env, 24))
                        .where(e -> e.f0)
                        .equalTo(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .apply(Windows::sizes, Types.STRING))),
        bag(
            "interval join",
            2,
            env ->
                out(
                    timed(env, 25)
                        .keyBy(e -> e.f0)
                        .intervalJoin(timed(env, 26).keyBy(e -> e.f0))
                        .between(Duration.ofMinutes(-5), Duration.ofMinutes(5))
                        .process(new Pair()))),
        bag(
            "windows behind windows",
            3,
            env ->
                out(
                    timed(env, 27)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(Duration.ofMinutes(10)))
                        .sum(1)
                        .keyBy(e -> e.f0)
                        .window(TumblingEventTimeWindows.of(HOUR))
                        .sum(1))));
  }

  private static void sizes(
      Iterable<Tuple3<String, Long, Long>> left,
      Iterable<Tuple3<String, Long, Long>> right,
      Collector<String> out) {
    long[] sums = new long[2];
    left.forEach(e -> sums[0] += e.f1);
    right.forEach(e -> sums[1] += e.f1);
    out.collect(sums[0] + "/" + sums[1]);
  }

  private static final class Span
      extends ProcessWindowFunction<Tuple3<String, Long, Long>, String, String, TimeWindow> {
    @Override
    public void process(
        String user,
        Context context,
        Iterable<Tuple3<String, Long, Long>> events,
        Collector<String> out) {
      long sum = 0;
      for (Tuple3<String, Long, Long> event : events) {
        sum += event.f1;
      }
      out.collect(user + " " + context.window() + " " + sum);
    }
  }

  private static final class Average
      implements AggregateFunction<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, Double> {
    @Override
    public Tuple3<String, Long, Long> createAccumulator() {
      return Tuple3.of("", 0L, 0L);
    }

    @Override
    public Tuple3<String, Long, Long> add(
        Tuple3<String, Long, Long> event, Tuple3<String, Long, Long> sum) {
      return Tuple3.of(event.f0, sum.f1 + event.f1, sum.f2 + 1);
    }

    @Override
    public Double getResult(Tuple3<String, Long, Long> sum) {
      return (double) sum.f1 / sum.f2;
    }

    @Override
    public Tuple3<String, Long, Long> merge(
        Tuple3<String, Long, Long> a, Tuple3<String, Long, Long> b) {
      return Tuple3.of(a.f0, a.f1 + b.f1, a.f2 + b.f2);
    }
  }

  private static final class WithEnd
      extends ProcessWindowFunction<Double, String, String, TimeWindow> {
    @Override
    public void process(
        String user, Context context, Iterable<Double> averages, Collector<String> out) {
      out.collect(user + " " + context.window().getEnd() + " " + averages.iterator().next());
    }
  }

  private static final class HowMany
      extends ProcessAllWindowFunction<Tuple3<String, Long, Long>, String, TimeWindow> {
    @Override
    public void process(
        Context context, Iterable<Tuple3<String, Long, Long>> events, Collector<String> out) {
      long number = 0;
      for (Tuple3<String, Long, Long> event : events) {
        number += event.f1;
      }
      out.collect(context.window() + " " + number);
    }
  }

  private static final class Pair
      extends ProcessJoinFunction<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, String> {
    @Override
    public void processElement(
        Tuple3<String, Long, Long> left,
        Tuple3<String, Long, Long> right,
        Context context,
        Collector<String> out) {
      out.collect(left.f1 + "~" + right.f1 + " at " + context.getTimestamp());
    }
  }
}
