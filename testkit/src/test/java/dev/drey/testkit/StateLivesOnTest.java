package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.testkit.Verdict.Outcome;
import dev.drey.testkit.parity.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateLivesOnTest {
  private static final String[] WORDS = {"a", "b", "a", "c", "a", "b", "d", "a", "c", "b"};

  private static TestJob counting(TypeInformation<?> type, String uid) {
    return TestJob.of(
            env ->
                env.fromData("x")
                    .uid("words")
                    .keyBy(word -> word)
                    .flatMap(new Count(type))
                    .uid(uid)
                    .sinkTo(new DiscardingSink<>())
                    .name("out"))
        .source("words", WORDS);
  }

  @ParameterizedTest
  @CsvSource({"1,1,false", "1,3,false", "3,1,false", "2,3,true", "3,2,true"})
  void a_run_in_two_halves_gives_what_one_run_gives(int before, int after, boolean rocksDb) {
    TestJob job = counting(Types.LONG, "count");
    List<String> whole = job.run().output("out", String.class);

    for (int half : new int[] {1, 4, 9}) {
      JobRun first = job.parallelism(before).runUntil(half);
      TestJob second = job.parallelism(after).from(first.snapshot());
      JobRun rest = (rocksDb ? second.rocksDb() : second).run();

      assertThat(
              Stream.concat(
                  first.output("out", String.class).stream(),
                  rest.output("out", String.class).stream()))
          .containsExactlyInAnyOrderElementsOf(whole);
    }
  }

  @Test
  void verdicts_say_what_becomes_of_each_operator() {
    JobSnapshot half = counting(Types.LONG, "count").runUntil(4).snapshot();

    assertThat(outcomes(counting(Types.LONG, "count").check(half)))
        .containsEntry("operator 'Flat Map' (uid 'count')", Outcome.RESTORED);
    assertThat(outcomes(counting(Types.LONG, "other").check(half)))
        .containsEntry("operator 'Flat Map' (uid 'other')", Outcome.STARTS_EMPTY)
        .containsEntry("operator 'Flat Map' (uid 'count')", Outcome.OPERATOR_MISSING);
    assertThat(outcomes(counting(Types.INT, "count").check(half)))
        .containsEntry("operator 'Flat Map' (uid 'count')", Outcome.SERIALIZER_INCOMPATIBLE);
  }

  @Test
  void code_that_cannot_read_the_state_does_not_start() {
    JobSnapshot half = counting(Types.LONG, "count").runUntil(4).snapshot();

    assertThatThrownBy(() -> counting(Types.INT, "count").from(half).run())
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("SERIALIZER_INCOMPATIBLE");
  }

  @Test
  void a_missing_operator_can_be_allowed() {
    JobSnapshot half = counting(Types.LONG, "count").runUntil(4).snapshot();
    TestJob renamed = counting(Types.LONG, "renamed").from(half);

    assertThatThrownBy(renamed::run).isInstanceOf(RestoreRefused.class);
    assertThat(renamed.allowNonRestoredState().run().output("out", String.class)).hasSize(6);
  }

  @Test
  void a_run_to_the_end_leaves_no_snapshot() {
    JobRun run = counting(Types.LONG, "count").run();

    assertThatThrownBy(run::snapshot).hasMessageContaining("runUntil");
  }

  @Test
  void examples_in_two_halves_too() {
    for (Example example : dev.drey.testkit.parity.Examples.restorable()) {
      TestJob job = TestJob.of(example.code());
      List<String> whole = shown(job.run());
      JobRun first = job.runUntil(25);
      JobRun rest = job.parallelism(2).from(first.snapshot()).run();

      assertThat(Stream.concat(shown(first).stream(), shown(rest).stream()).sorted().toList())
          .as(example.toString())
          .isEqualTo(whole);
    }
  }

  private static List<String> shown(JobRun run) {
    return run.output("out", Object.class).stream().map(Object::toString).sorted().toList();
  }

  private static Map<String, Outcome> outcomes(List<Verdict> verdicts) {
    return verdicts.stream().collect(Collectors.toMap(Verdict::operator, Verdict::outcome));
  }

  /** Counts, in whatever type of number it is told to. */
  private static final class Count extends RichFlatMapFunction<String, String> {
    private final TypeInformation<?> type;
    private transient ValueState<Object> count;

    Count(TypeInformation<?> type) {
      this.type = type;
    }

    @Override
    @SuppressWarnings("unchecked") // a test of types
    public void open(OpenContext context) {
      count =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("count", (TypeInformation<Object>) type));
    }

    @Override
    public void flatMap(String word, Collector<String> out) throws Exception {
      long next = count.value() == null ? 1 : ((Number) count.value()).longValue() + 1;
      count.update(type.equals(Types.LONG) ? (Object) next : (Object) (int) next);
      out.collect(word + next);
    }
  }
}
