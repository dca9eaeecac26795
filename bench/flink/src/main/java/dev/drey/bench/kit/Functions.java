package dev.drey.bench.kit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.IterableUtils;
import org.apache.flink.util.OutputTag;

/** What is under test, as tests commonly have it. */
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
final class Functions {
  static final OutputTag<String> ODD = new OutputTag<>("odd", Types.STRING) {};

  private Functions() {}

  static final class Letters implements FlatMapFunction<Tuple3<String, Long, Long>, String> {
    @Override
    public void flatMap(Tuple3<String, Long, Long> event, Collector<String> out) {
      event.f0.chars().forEach(letter -> out.collect(Character.toString(letter)));
    }
  }

  static final class Metered extends RichMapFunction<Tuple3<String, Long, Long>, String> {
    private transient Counter large;

    @Override
    public void open(OpenContext context) {
      large = getRuntimeContext().getMetricGroup().counter("large");
    }

    @Override
    public String map(Tuple3<String, Long, Long> event) {
      if (event.f1 > 50) {
        large.inc();
      }
      return event.f0 + large.getCount();
    }
  }

  static final class Sorting
      extends ProcessFunction<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>> {
    @Override
    public void processElement(
        Tuple3<String, Long, Long> event,
        Context context,
        Collector<Tuple3<String, Long, Long>> out) {
      if (event.f1 % 2 == 0) {
        out.collect(event);
      } else {
        context.output(ODD, event.f0 + event.f1);
      }
    }
  }

  static final class Changes extends RichFlatMapFunction<Tuple3<String, Long, Long>, String> {
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

  static final class Batches
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
      List<Long> all = IterableUtils.toStream(kept.get()).toList();
      if (all.size() == 3) {
        out.collect(event.f0 + all);
        kept.clear();
      }
    }
  }

  static final class Distinct
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private transient MapState<Long, Long> seen;

    @Override
    public void open(OpenContext context) {
      seen =
          getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.LONG, Types.LONG));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      long tens = event.f1 / 10;
      if (!seen.contains(tens)) {
        out.collect(event.f0 + tens);
      }
      seen.put(tens, event.f2);
    }
  }

  /** Says of a user how much there was until it was quiet. */
  static final class Quiet
      extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, String> {
    private final long pause;
    private transient ValueState<Long> count;
    private transient ValueState<Long> last;

    Quiet(Duration pause) {
      this(pause.toMillis());
    }

    Quiet(long pause) {
      this.pause = pause;
    }

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
      last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
    }

    @Override
    public void processElement(
        Tuple3<String, Long, Long> event, Context context, Collector<String> out) throws Exception {
      count.update(count.value() == null ? 1 : count.value() + 1);
      last.update(event.f2);
      context.timerService().registerEventTimeTimer(event.f2 + pause);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      if (last.value() != null && time == last.value() + pause) {
        out.collect(context.getCurrentKey() + "=" + count.value());
        count.clear();
        last.clear();
      }
    }
  }

  static final class Counting
      extends ProcessAllWindowFunction<Tuple3<String, Long, Long>, String, TimeWindow> {
    @Override
    public void process(
        Context context, Iterable<Tuple3<String, Long, Long>> events, Collector<String> out) {
      out.collect(context.window() + ": " + IterableUtils.toStream(events).count());
    }
  }

  static final class Pairs
      extends ProcessJoinFunction<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, String> {
    @Override
    public void processElement(
        Tuple3<String, Long, Long> left,
        Tuple3<String, Long, Long> right,
        Context context,
        Collector<String> out) {
      out.collect(left + "+" + right);
    }
  }

  static final class Sizes
      implements CoGroupFunction<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>, String> {
    @Override
    public void coGroup(
        Iterable<Tuple3<String, Long, Long>> first,
        Iterable<Tuple3<String, Long, Long>> second,
        Collector<String> out) {
      out.collect(
          IterableUtils.toStream(first).count() + "/" + IterableUtils.toStream(second).count());
    }
  }

  static final class Answering implements AsyncFunction<Tuple3<String, Long, Long>, String> {
    @Override
    public void asyncInvoke(Tuple3<String, Long, Long> event, ResultFuture<String> result) {
      result.complete(Collections.singleton(event.f0 + "?"));
    }
  }
}
