package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a function under test has in state, and the timers it has set. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
class StateOfAnOperatorTest {
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
}
