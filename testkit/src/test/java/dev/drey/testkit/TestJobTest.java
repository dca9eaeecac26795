package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TestJobTest {
  private static final TypeHint<Tuple2<String, Long>> COUNT = new TypeHint<>() {};

  /** Counts words by hour; written as any job is. */
  private static void wordsByHour(StreamExecutionEnvironment env) {
    DataStream<Tuple2<String, Long>> words =
        env.fromSource(
                new org.apache.flink.api.connector.source.lib.NumberSequenceSource(1, 3),
                WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ZERO)
                    .withTimestampAssigner((number, time) -> number),
                "numbers")
            .uid("words")
            .map(number -> Tuple2.of("w" + number % 2, number))
            .returns(Types.TUPLE(Types.STRING, Types.LONG))
            .uid("pairs");
    words
        .keyBy(word -> word.f0)
        .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
        .sum(1)
        .uid("sums")
        .sinkTo(new DiscardingSink<>())
        .uid("out");
  }

  @Test
  void a_pipeline_runs_as_it_is() {
    JobRun run = TestJob.of(TestJobTest::wordsByHour).source("words", 1L, 2L, 3L).run();

    assertThat(run.output("out", COUNT))
        .containsExactlyInAnyOrder(Tuple2.of("w1", 4L), Tuple2.of("w0", 2L));
  }

  @Test
  void a_bounded_source_is_read_and_every_operator_can_be_looked_at() {
    JobRun run = TestJob.of(TestJobTest::wordsByHour).parallelism(2).run();

    assertThat(run.output("pairs", COUNT)).hasSize(3);
    assertThat(run.output("words", Long.class)).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void what_was_half_done_is_restored_and_goes_on_at_another_parallelism() {
    TestJob job = TestJob.of(TestJobTest::wordsByHour).source("words", 1L, 2L, 3L, 5L, 6L);

    JobRun half = job.runUntil(2);
    assertThat(half.output("out", COUNT)).isEmpty();
    JobRun rest = job.parallelism(2).rocksDb().from(half.snapshot()).run();

    assertThat(rest.output("out", COUNT))
        .containsExactlyInAnyOrder(Tuple2.of("w1", 9L), Tuple2.of("w0", 8L));
  }

  @Test
  void an_operator_without_its_uid_is_missed() {
    JobSnapshot half =
        TestJob.of(TestJobTest::wordsByHour).source("words", 1L, 2L).runUntil(1).snapshot();
    TestJob renamed =
        TestJob.of(
                env ->
                    env.fromData(1L, 2L)
                        .keyBy(n -> n)
                        .sum(0)
                        .uid("renamed")
                        .sinkTo(new DiscardingSink<>()))
            .from(half);

    assertThatThrownBy(renamed::run)
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("(uid 'sums'): OPERATOR_MISSING");
  }

  @Test
  void another_max_parallelism_is_refused() {
    TestJob job = TestJob.of(TestJobTest::wordsByHour).source("words", 1L, 2L, 3L);
    JobSnapshot half = job.runUntil(2).snapshot();

    assertThatThrownBy(
            job.set(org.apache.flink.configuration.PipelineOptions.MAX_PARALLELISM, 32).from(half)
                ::run)
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("MAX_PARALLELISM_CHANGED (from 128 to 32");
  }

  @Test
  void the_first_order_that_breaks_is_named() {
    TestJob racy =
        TestJob.of(
            env ->
                env.fromData("a")
                    .union(env.fromData("b"))
                    .sinkTo(new DiscardingSink<>())
                    .name("out"));

    assertThatThrownBy(
            () ->
                racy.inOrders(
                    50,
                    run -> assertThat(run.output("out", String.class)).containsExactly("a", "b")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("run it again with order(")
        .hasMessageContaining("expected \"a\" but was \"b\"");
  }

  @Test
  void the_user_s_own_exception_comes_out_with_the_operator_s_name() {
    TestJob failing =
        TestJob.of(
            env ->
                env.fromData("a")
                    .map(
                        word -> {
                          if (word.equals("a")) {
                            throw new IllegalStateException("no a, please");
                          }
                          return word;
                        })
                    .uid("choosy")
                    .sinkTo(new DiscardingSink<>()));

    assertThatThrownBy(failing::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no a, please")
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0])
                    .hasMessageContaining("operator 'Map' (uid 'choosy'), subtask 0"));
  }

  @Test
  void a_name_that_nobody_has_is_answered_with_those_that_there_are() {
    JobRun run = TestJob.of(TestJobTest::wordsByHour).run();

    assertThatThrownBy(() -> run.output("sum", COUNT))
        .hasMessageContaining("no operator has the uid or name 'sum'")
        .hasMessageContaining("(uid 'sums')");
  }
}
