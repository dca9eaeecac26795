package dev.drey.agent.line;

import java.util.Optional;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.program.StreamPlanEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/** While it is open, execute() keeps what main() describes and ends main(). */
public final class Planning implements AutoCloseable {
  private final StreamPlanEnvironment streams;

  private Planning(StreamPlanEnvironment streams) {
    this.streams = streams;
  }

  public static Planning open(Configuration configuration, ClassLoader userCode) {
    int parallelism = configuration.get(CoreOptions.DEFAULT_PARALLELISM);
    var planning = new Planning(new StreamPlanEnvironment(configuration, userCode, parallelism));
    planning.streams.setAsContext();
    return planning;
  }

  public Optional<Pipeline> pipeline() {
    return Optional.ofNullable(streams.getPipeline());
  }

  @Override
  public void close() {
    streams.unsetAsContext();
  }
}
