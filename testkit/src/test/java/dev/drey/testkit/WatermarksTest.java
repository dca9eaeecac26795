package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The third of three elements is late where a watermark came after the second. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatermarksTest {
  private static final WatermarkStrategy<Long> OWN_TIME =
      WatermarkStrategy.<Long>forMonotonousTimestamps()
          .withTimestampAssigner((number, none) -> number);

  private static void bySource(StreamExecutionEnvironment env) {
    sums(env.fromSource(new NumberSequenceSource(0, 0), OWN_TIME, "numbers").uid("numbers"));
  }

  private static void byAssigner(StreamExecutionEnvironment env) {
    sums(
        env.fromSource(new NumberSequenceSource(0, 0), WatermarkStrategy.noWatermarks(), "numbers")
            .uid("numbers")
            .assignTimestampsAndWatermarks(OWN_TIME));
  }

  private static void sums(SingleOutputStreamOperator<Long> numbers) {
    numbers
        .keyBy(number -> 0)
        .window(TumblingEventTimeWindows.of(Duration.ofMillis(100)))
        .reduce(Long::sum)
        .uid("sums")
        .sinkTo(new DiscardingSink<>())
        .uid("out");
  }

  private static TestJob job(boolean bySource) {
    return TestJob.of(bySource ? WatermarksTest::bySource : WatermarksTest::byAssigner);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void after_each_record_or_each_second_it_is_late(boolean bySource) {
    TestJob job = job(bySource).source("numbers", 1L, 150L, 2L);

    for (TestJob strict : new TestJob[] {job, job.watermarks(Watermarks.every(2))}) {
      JobRun run = strict.run();

      assertThat(run.output("out", Long.class)).containsExactly(1L, 150L);
      assertThat(run.lateDropped("sums")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void after_each_third_or_at_the_end_it_is_not(boolean bySource) {
    TestJob job = job(bySource).source("numbers", 1L, 150L, 2L);

    for (Watermarks when : new Watermarks[] {Watermarks.every(3), Watermarks.atEnd()}) {
      JobRun run = job.watermarks(when).run();

      assertThat(run.output("out", Long.class)).containsExactly(3L, 150L);
      assertThat(run.lateDropped("sums")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void scripted_ones_are_those_of_the_input_and_no_others(boolean bySource) {
    TestJob job = job(bySource).watermarks(Watermarks.scripted());
    Input<Long> two = Input.of(1L, 150L);

    JobRun without = job.source("numbers", two.then(2L)).run();
    JobRun before = job.source("numbers", two.watermark(98).then(2L)).run();
    JobRun late = job.source("numbers", two.watermark(99).then(2L)).run();

    assertThat(without.output("out", Long.class)).containsExactly(3L, 150L);
    assertThat(before.output("out", Long.class)).containsExactly(3L, 150L);
    assertThat(late.output("out", Long.class)).containsExactly(1L, 150L);
    assertThat(late.lateDropped("sums")).isEqualTo(1);
  }
}
