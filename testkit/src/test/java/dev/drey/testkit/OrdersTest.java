package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.testkit.parity.Example;
import dev.drey.testkit.parity.Examples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is determined is the same in each order of events, and each time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrdersTest {
  static Stream<Example> examples() {
    return Examples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_order_of_events_gives_what_is_determined(Example example) {
    TestJob job = TestJob.of(example.code()).parallelism(example.parallelism());
    List<String> usual = ParityTest.shown(job.run(), example);

    assertThat(usual).isNotEmpty();
    job.inOrders(3, run -> assertThat(ParityTest.shown(run, example)).isEqualTo(usual));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_same_order_gives_the_same_to_the_last_place(Example example) {
    TestJob job = TestJob.of(example.code()).parallelism(example.parallelism()).order(7);

    assertThat(job.run().emitted("out", Object.class).stream().map(Object::toString))
        .containsExactlyElementsOf(
            job.run().emitted("out", Object.class).stream().map(Object::toString).toList());
  }
}
