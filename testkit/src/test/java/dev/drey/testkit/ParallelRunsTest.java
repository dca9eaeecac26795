package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.testkit.parity.Example;
import dev.drey.testkit.parity.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that JUnit runs at the same time see what they would see alone, in the same order. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
class ParallelRunsTest {
  private static final CountDownLatch BOTH = new CountDownLatch(2);
  private static final List<Example> EXAMPLES = Examples.all();
  private static final List<List<String>> ALONE = new ArrayList<>();

  @BeforeAll
  static void run_one_by_one() {
    EXAMPLES.forEach(example -> ALONE.add(output(example)));
  }

  static IntStream examples() {
    return IntStream.range(0, EXAMPLES.size());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void output_is_as_alone(int number) {
    Example example = EXAMPLES.get(number);

    assertThat(output(example)).as(example.toString()).isEqualTo(ALONE.get(number));
  }

  @RepeatedTest(2)
  void they_do_run_at_the_same_time() throws Exception {
    BOTH.countDown();

    assertThat(BOTH.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private static List<String> output(Example example) {
    JobRun run = TestJob.of(example.code()).parallelism(example.parallelism()).order(7).run();
    return run.output("out", Object.class).stream().map(Object::toString).toList();
  }
}
