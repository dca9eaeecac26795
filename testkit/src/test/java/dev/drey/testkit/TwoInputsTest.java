package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Functions with two inputs, driven one input at a time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SuppressWarnings("SameNameButDifferent") // each of Flink's functions has a Context
class TwoInputsTest {
  private static final MapStateDescriptor<String, Long> RULES =
      new MapStateDescriptor<>("rules", Types.STRING, Types.LONG);

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
}
