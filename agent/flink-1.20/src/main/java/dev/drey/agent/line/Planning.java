package dev.drey.agent.line;

import java.util.Optional;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.program.OptimizerPlanEnvironment;
import org.apache.flink.client.program.StreamPlanEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/**
 * While it is open, execute() keeps what main() describes and ends main(); this line has DataSets.
 */
public final class Planning implements AutoCloseable {
  private final StreamPlanEnvironment streams;
  private final OptimizerPlanEnvironment batches;

  private Planning(StreamPlanEnvironment streams, OptimizerPlanEnvironment batches) {
    this.streams = streams;
    this.batches = batches;
  }

  public static Planning open(Configuration configuration, ClassLoader userCode) {
    int parallelism = configuration.get(CoreOptions.DEFAULT_PARALLELISM);
    var planning =
        new Planning(
            new StreamPlanEnvironment(configuration, userCode, parallelism),
            new OptimizerPlanEnvironment(configuration, userCode, parallelism));
    planning.batches.setAsContext();
    planning.streams.setAsContext();
    return planning;
  }

  public Optional<Pipeline> pipeline() {
    return Optional.ofNullable(streams.getPipeline())
        .or(() -> Optional.ofNullable(batches.getPipeline()));
  }

  @Override
  public void close() {
    streams.unsetAsContext();
    batches.unsetAsContext();
  }
}
