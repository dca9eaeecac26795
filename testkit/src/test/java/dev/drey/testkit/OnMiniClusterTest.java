package dev.drey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OnMiniClusterTest {
  private static final TestJob JOB =
      TestJob.of(
              env ->
                  env.fromData("x")
                      .uid("words")
                      .map(word -> word + Thread.currentThread().getName().contains("Map"))
                      .uid("tagged")
                      .sinkTo(new DiscardingSink<>())
                      .uid("out"))
          .source("words", "a", "b");

  @Test
  @OnMiniCluster
  void the_same_test_runs_on_a_cluster_by_one_annotation() {
    assertThat(JOB.run().output("out", String.class)).containsExactly("atrue", "btrue");
  }

  @Test
  void and_in_the_kit_without_it() {
    assertThat(JOB.run().output("out", String.class)).containsExactly("afalse", "bfalse");
  }

  @Test
  @OnMiniCluster
  void what_a_cluster_does_not_show_is_refused() {
    JobRun run = JOB.run();

    assertThatThrownBy(() -> run.output("tagged", String.class))
        .isInstanceOf(Unsupported.class)
        .hasMessageContaining("(uid 'tagged') is no captured sink");
    assertThatThrownBy(() -> JOB.runUntil(1)).isInstanceOf(Unsupported.class);
  }
}
