package dev.drey.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.agent.line.Planning;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GovernedMainTest {
  private static final Configuration APPLICATION =
      Configuration.fromMap(
          Map.of(
              "execution.checkpointing.interval", "7 s",
              "execution.checkpointing.min-pause", "3 s",
              "execution.checkpointing.mode", "EXACTLY_ONCE",
              "pipeline.name", "as configured",
              "parallelism.default", "2"));

  @Test
  void checkpoints_are_taken_as_the_application_says_and_not_as_main_does() throws Throwable {
    CheckpointConfig checkpoints = run(APPLICATION, OfItsOwnMind.class).getCheckpointConfig();

    assertThat(checkpoints.getCheckpointInterval()).isEqualTo(7_000);
    assertThat(checkpoints.getMinPauseBetweenCheckpoints()).isEqualTo(3_000);
    assertThat(checkpoints.getCheckpointingConsistencyMode())
        .isEqualTo(org.apache.flink.core.execution.CheckpointingMode.EXACTLY_ONCE);
    assertThat(checkpoints.getCheckpointTimeout()).isEqualTo(Duration.ofMinutes(10).toMillis());
    assertThat(checkpoints.isUnalignedCheckpointsEnabled()).isFalse();
  }

  @Test
  void where_the_application_takes_none_main_cannot_either() throws Throwable {
    var none = new Configuration(APPLICATION);
    none.removeKey("execution.checkpointing.interval");

    StreamGraph graph = run(none, OfItsOwnMind.class);

    assertThat(graph.getCheckpointConfig().isCheckpointingEnabled()).isFalse();
  }

  @Test
  void everything_else_is_for_main_to_say() throws Throwable {
    StreamGraph graph = run(APPLICATION, OfItsOwnMind.class);

    assertThat(graph.getJobName()).isEqualTo("its own name");
    assertThat(graph.getExecutionConfig().getParallelism()).isEqualTo(1);
    assertThat(graph.getExecutionConfig().getAutoWatermarkInterval()).isEqualTo(123);
  }

  @Test
  void what_main_throws_comes_out_as_it_is() {
    assertThatThrownBy(() -> run(APPLICATION, Failing.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no topic given")
        .hasNoCause();
  }

  private static StreamGraph run(Configuration application, Class<?> main) throws Throwable {
    var loader = GovernedMainTest.class.getClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try (var planning = Planning.open(application, loader)) {
      try {
        GovernedMain.main(new String[] {main.getName()});
      } catch (Error ended) { // which is how Flink ends main() when it only describes
        assertThat(ended.getClass().getSimpleName()).isEqualTo("ProgramAbortException");
      }
      return (StreamGraph) planning.pipeline().orElseThrow();
    }
  }

  /** A program that says how checkpoints are to be taken, by every way there is. */
  public static final class OfItsOwnMind {
    private OfItsOwnMind() {}

    @SuppressWarnings("deprecation")
    public static void main(String[] arguments) throws Exception {
      var asked = Configuration.fromMap(Map.of("execution.checkpointing.timeout", "1 h"));
      var environment = StreamExecutionEnvironment.getExecutionEnvironment(asked);
      environment.enableCheckpointing(100, CheckpointingMode.AT_LEAST_ONCE);
      environment.getCheckpointConfig().setMinPauseBetweenCheckpoints(1);
      environment.getCheckpointConfig().enableUnalignedCheckpoints();
      environment.setParallelism(1);
      environment.getConfig().setAutoWatermarkInterval(123);
      environment.fromData(1, 2).sinkTo(new DiscardingSink<>());
      environment.execute("its own name");
    }
  }

  /** A program that does not come to its job. */
  public static final class Failing {
    private Failing() {}

    public static void main(String[] arguments) {
      throw new IllegalStateException("no topic given");
    }
  }
}
