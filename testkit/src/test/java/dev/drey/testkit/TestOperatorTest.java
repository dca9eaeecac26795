package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
class TestOperatorTest {
  private static final OutputTag<String> ODD = new OutputTag<>("odd", Types.STRING) {};
  private static final MapStateDescriptor<String, Long> RULES =
      new MapStateDescriptor<>("rules", Types.STRING, Types.LONG);

  @Test
  void a_rich_function_with_a_metric() {
    var words =
        TestOperator.of(String.class, lines -> lines.flatMap(new Words()).returns(Types.STRING));

    words.element("to be or", 7).element("", 8);

    assertThat(words.records())
        .containsExactly(
            new Emitted<>("to", OptionalLong.of(7), 0),
            new Emitted<>("be", OptionalLong.of(7), 0),
            new Emitted<>("or", OptionalLong.of(7), 0));
    assertThat(words.metrics().counter("lines.empty")).isEqualTo(1);
    assertThat(words.metrics().counter("numRecordsIn")).isEqualTo(2);
    assertThat(words.metrics().counter("numRecordsOut")).isEqualTo(3);
  }

  @Test
  void filter_and_map() {
    var even = TestOperator.of(Long.class, n -> n.filter(x -> x % 2 == 0).map(x -> "n" + x));

    even.element(1L).element(2L).element(4L);

    assertThat(even.output()).containsExactly("n2", "n4");
    assertThat(even.output()).as("asked again").isEmpty();
  }

  @Test
  void timers_and_state_of_a_keyed_process_function() {
    var counts = TestOperator.of(String.class, s -> s.keyBy(x -> x).process(new CountUntilQuiet()));

    counts.element("a", 0).element("a", 10).element("b", 20);

    assertThat(counts.<Long>value("count", "a")).contains(2L);
    assertThat(counts.<Long>value("count", "never seen")).isEmpty();
    assertThat(counts.keys("count")).isEqualTo(2);
    assertThat(counts.eventTimers())
        .containsExactly(new Timer("a", 100), new Timer("a", 110), new Timer("b", 120));

    assertThat(counts.watermark(110).output()).containsExactly("a=2");
    assertThat(counts.eventTimers()).containsExactly(new Timer("b", 120));
    assertThat(counts.<Long>value("count", "a")).isEmpty();
    assertThat(counts.end().output()).containsExactly("b=1");
  }

  @Test
  void processing_time_and_time_to_live_follow_the_test_s_clock() {
    var firsts = TestOperator.of(String.class, s -> s.keyBy(x -> x).process(new FirstOfAMinute()));

    firsts.processingTime(1_000).element("a").element("a").processingTime(62_000).element("a");

    assertThat(firsts.output()).containsExactly("a", "a");
    assertThat(firsts.processingTimers()).hasSize(2);
    firsts.processingTime(1_000_000);
    assertThat(firsts.output()).containsExactly("alarm at 101000", "alarm at 162000");
    assertThatThrownBy(() -> firsts.processingTime(5)).hasMessageContaining("does not go back");
  }

  @Test
  void side_outputs_need_no_consumer() {
    var sorted = TestOperator.of(Long.class, n -> n.process(new Sorting()));

    sorted.element(1L).element(2L);

    assertThat(sorted.output()).containsExactly(2L);
    assertThat(sorted.sideOutput(ODD)).containsExactly("1");
    assertThat(sorted.sideOutput(ODD)).isEmpty();
  }

  @Test
  void two_inputs_and_the_smaller_watermark() {
    var joined =
        TestOperator.of(
            String.class,
            Long.class,
            (names, numbers) ->
                names
                    .connect(numbers)
                    .keyBy(n -> n.length(), n -> n.intValue())
                    .process(new Join()));

    joined.element("ann", 1).second(3L, 2).firstWatermark(50);
    assertThat(joined.output()).containsExactly("ann+3");
    assertThat(joined.eventTimers()).hasSize(1);

    joined.secondWatermark(50);
    assertThat(joined.output()).containsExactly("forget 3");
  }

  @Test
  void broadcast_state() {
    var limited =
        TestOperator.of(
            Long.class,
            String.class,
            (numbers, rules) -> numbers.connect(rules.broadcast(RULES)).process(new Limit()));

    limited.second("max=5").element(4L).element(6L);

    assertThat(limited.output()).containsExactly(4L);
    assertThat(limited.<String, Long>broadcastState("rules")).isEqualTo(Map.of("max", 5L));
  }

  @Test
  void asynchronous_calls_are_waited_for_at_the_end() {
    var looked =
        TestOperator.of(
            String.class,
            s ->
                AsyncDataStream.orderedWait(s, new Lookup(), 10, TimeUnit.SECONDS)
                    .returns(Types.STRING));

    looked.element("a").element("b").end();

    assertThat(looked.output()).containsExactly("A", "B");
  }

  @Test
  void an_asynchronous_call_times_out_by_the_test_s_clock() {
    var looked =
        TestOperator.of(
            String.class,
            s ->
                AsyncDataStream.orderedWait(s, new NoAnswer(), 10, TimeUnit.SECONDS)
                    .returns(Types.STRING));

    looked.element("a").processingTime(10_001);

    assertThat(looked.output()).containsExactly("too late: a");
  }

  @Test
  void windows_and_what_comes_too_late_for_them() {
    var sums =
        TestOperator.of(
            Long.class,
            n -> n.keyBy(x -> 0).window(TumblingEventTimeWindows.of(Duration.ofHours(1))).sum(0));

    sums.element(1L, 0).element(2L, 10).watermark(3_600_000).element(5L, 20);

    assertThat(sums.output()).containsExactly(3L);
    assertThat(sums.lateDropped()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_serialized_fails_as_in_a_task() {
    var holder = TestOperator.of(String.class, s -> s.map(x -> new Sealed(x)));

    assertThatThrownBy(() -> holder.element("a"))
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("in operator"));
  }

  @Test
  void state_lives_on_in_the_changed_code_and_on_rocksdb() {
    var before =
        TestOperator.of(String.class, s -> s.keyBy(x -> x).process(new CountUntilQuiet()).uid("c"));
    before.element("a", 0).element("a", 10);

    try (var after =
        TestOperator.of(String.class, s -> s.keyBy(x -> x).process(new CountUntilQuiet()).uid("c"))
            .with(job -> job.rocksDb().parallelism(3))
            .from(before.snapshot())) {
      after.element("a", 20);

      assertThat(after.<Long>value("count", "a")).contains(3L);
      assertThat(after.watermark(200).output()).containsExactly("a=3");
    }
  }

  @Test
  void a_state_that_is_not_there_is_answered_with_those_that_are() {
    var counts = TestOperator.of(String.class, s -> s.keyBy(x -> x).process(new CountUntilQuiet()));
    counts.element("a", 0);

    assertThatThrownBy(() -> counts.value("cuont", "a"))
        .hasMessageContaining("has no keyed state 'cuont'. It has: [count, last]");
  }

  @Test
  void lists_in_state() {
    var kept = TestOperator.of(String.class, s -> s.keyBy(String::length).process(new Keep()));

    kept.element("a").element("b").element("cc");

    assertThat(kept.<String>list("kept", 1)).containsExactly("a", "b");
    assertThat(Optional.of(kept.<String>list("kept", 9)))
        .hasValueSatisfying(l -> assertThat(l).isEmpty());
  }

  private static final class Words extends RichFlatMapFunction<String, String> {
    private transient Counter empty;

    @Override
    public void open(OpenContext context) {
      empty = getRuntimeContext().getMetricGroup().addGroup("lines").counter("empty");
    }

    @Override
    public void flatMap(String line, Collector<String> out) {
      if (line.isEmpty()) {
        empty.inc();
        return;
      }
      for (String word : line.split(" ", -1)) {
        out.collect(word);
      }
    }
  }

  private static final class CountUntilQuiet extends KeyedProcessFunction<String, String, String> {
    private transient ValueState<Long> count;
    private transient ValueState<Long> last;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
      last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
    }

    @Override
    public void processElement(String value, Context context, Collector<String> out)
        throws Exception {
      count.update(count.value() == null ? 1 : count.value() + 1);
      last.update(context.timestamp());
      context.timerService().registerEventTimeTimer(context.timestamp() + 100);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      if (last.value() != null && time == last.value() + 100) {
        out.collect(context.getCurrentKey() + "=" + count.value());
        count.clear();
        last.clear();
      }
    }
  }

  private static final class FirstOfAMinute extends KeyedProcessFunction<String, String, String> {
    private transient ValueState<Boolean> seen;

    @Override
    public void open(OpenContext context) {
      var descriptor = new ValueStateDescriptor<>("seen", Types.BOOLEAN);
      descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMinutes(1)).build());
      seen = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(String value, Context context, Collector<String> out)
        throws Exception {
      if (seen.value() == null) {
        seen.update(true);
        out.collect(value);
        long now = context.timerService().currentProcessingTime();
        context.timerService().registerProcessingTimeTimer(now + 100_000);
      }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) {
      out.collect("alarm at " + context.timerService().currentProcessingTime());
    }
  }

  private static final class Sorting extends ProcessFunction<Long, Long> {
    @Override
    public void processElement(Long value, Context context, Collector<Long> out) {
      if (value % 2 == 0) {
        out.collect(value);
      } else {
        context.output(ODD, String.valueOf(value));
      }
    }
  }

  private static final class Join extends KeyedCoProcessFunction<Integer, String, Long, String> {
    private transient ValueState<String> name;

    @Override
    public void open(OpenContext context) {
      name = getRuntimeContext().getState(new ValueStateDescriptor<>("name", Types.STRING));
    }

    @Override
    public void processElement1(String value, Context context, Collector<String> out)
        throws Exception {
      name.update(value);
      context.timerService().registerEventTimeTimer(50);
    }

    @Override
    public void processElement2(Long value, Context context, Collector<String> out)
        throws Exception {
      out.collect(name.value() + "+" + value);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) {
      out.collect("forget " + context.getCurrentKey());
    }
  }

  private static final class Limit extends BroadcastProcessFunction<Long, String, Long> {
    @Override
    public void processElement(Long value, ReadOnlyContext context, Collector<Long> out)
        throws Exception {
      Long max = context.getBroadcastState(RULES).get("max");
      if (max == null || value <= max) {
        out.collect(value);
      }
    }

    @Override
    public void processBroadcastElement(String rule, Context context, Collector<Long> out)
        throws Exception {
      String[] parts = rule.split("=", -1);
      context.getBroadcastState(RULES).put(parts[0], Long.valueOf(parts[1]));
    }
  }

  private static final class Lookup implements AsyncFunction<String, String> {
    @Override
    public void asyncInvoke(String input, ResultFuture<String> result) {
      CompletableFuture<Void> unused =
          CompletableFuture.runAsync(
              () -> result.complete(java.util.List.of(input.toUpperCase(java.util.Locale.ROOT))));
    }
  }

  private static final class NoAnswer implements AsyncFunction<String, String> {
    @Override
    public void asyncInvoke(String input, ResultFuture<String> result) {}

    @Override
    public void timeout(String input, ResultFuture<String> result) {
      result.complete(java.util.List.of("too late: " + input));
    }
  }

  private static final class Keep extends KeyedProcessFunction<Integer, String, String> {
    private transient ListState<String> kept;

    @Override
    public void open(OpenContext context) {
      kept = getRuntimeContext().getListState(new ListStateDescriptor<>("kept", Types.STRING));
    }

    @Override
    public void processElement(String value, Context context, Collector<String> out)
        throws Exception {
      kept.add(value);
    }
  }

  /** Kryo cannot make one: it holds a thread. */
  private static final class Sealed {
    private final Thread owner = Thread.currentThread();
    private final String value;

    Sealed(String value) {
      this.value = value;
    }

    @Override
    public String toString() {
      return value + owner;
    }
  }
}
