package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TestOperatorTest {
  private static final OutputTag<String> ODD = new OutputTag<>("odd", Types.STRING) {};

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
  void side_outputs_need_no_consumer() {
    var sorted = TestOperator.of(Long.class, n -> n.process(new Sorting()));

    sorted.element(1L).element(2L);

    assertThat(sorted.output()).containsExactly(2L);
    assertThat(sorted.sideOutput(ODD)).containsExactly("1");
    assertThat(sorted.sideOutput(ODD)).isEmpty();
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
