package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the kit does not run, and the way out. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedTest {
  private static final TestJob BATCH =
      TestJob.of(
          env -> {
            env.setRuntimeMode(RuntimeExecutionMode.BATCH);
            env.fromData("a", "b", "a")
                .keyBy(word -> word)
                .reduce((one, other) -> one + other)
                .uid("sums")
                .sinkTo(new DiscardingSink<>())
                .uid("out");
          });

  @Test
  void the_operator_is_named_and_the_way_out() {
    assertThatThrownBy(BATCH::run)
        .isInstanceOf(Unsupported.class)
        .hasMessageContaining("(uid 'sums')")
        .hasMessageContaining("run this test with @OnMiniCluster");
  }

  @Test
  @OnMiniCluster
  void which_one_annotation_is() {
    assertThat(BATCH.run().output("out", String.class)).containsExactlyInAnyOrder("aa", "b");
  }
}
