package dev.drey.agent.cluster;

import dev.drey.agent.check.RestoredState;
import dev.drey.agent.line.Line;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The environment that main() gets: Flink's own, but for how checkpoints are taken. That is the
 * application's configuration to say, as on AWS, and what main() says of it is without effect. It
 * is put right before the program becomes a graph, since some operators are built by it.
 */
@SuppressWarnings("try") // close() of Flink's may be interrupted
final class ApplicationEnvironment extends StreamExecutionEnvironment {
  private static final String CHECKPOINTING = "execution.checkpointing.";

  private final StreamExecutionEnvironment flink;
  private final Configuration application;

  /**
   * @param flink what executes
   * @param application as the cluster was configured, without what main() says
   * @param program the same, with what main() says
   */
  private ApplicationEnvironment(
      StreamExecutionEnvironment flink, Configuration application, Configuration program) {
    super(program, Thread.currentThread().getContextClassLoader());
    this.flink = flink;
    this.application = application;
  }

  /** From now on main() gets these, each of them executing through what it would have got. */
  static void govern() {
    StreamExecutionEnvironment flink = getExecutionEnvironment();
    var application = Configuration.fromMap(flink.getConfiguration().toMap());
    initializeContextEnvironment(
        asked -> {
          var program = new Configuration(application);
          program.addAll(asked);
          return new ApplicationEnvironment(flink, application, program);
        });
  }

  static void ungoverned() {
    resetContextEnvironment();
  }

  @Override
  public StreamGraph getStreamGraph(boolean clearTransformations) {
    putRight();
    return super.getStreamGraph(clearTransformations);
  }

  @Override
  public StreamGraph generateStreamGraph(List<Transformation<?>> transformations) {
    putRight();
    return super.generateStreamGraph(transformations);
  }

  private void putRight() {
    configuration.toMap().keySet().stream()
        .filter(key -> key.startsWith(CHECKPOINTING))
        .forEach(configuration::removeKey);
    for (Map.Entry<String, String> entry : application.toMap().entrySet()) {
      if (entry.getKey().startsWith(CHECKPOINTING)) {
        configuration.setString(entry.getKey(), entry.getValue());
      }
    }
    Line.storeCheckpoints(checkpointCfg, application);
  }

  @Override
  public JobExecutionResult execute(StreamGraph graph) throws Exception {
    RestoredState.check(graph, application, getUserClassloader());
    return executing().execute(graph);
  }

  @Override
  public JobClient executeAsync(StreamGraph graph) throws Exception {
    RestoredState.check(graph, application, getUserClassloader());
    return executing().executeAsync(graph);
  }

  private StreamExecutionEnvironment executing() {
    flink.configure(configuration, getUserClassloader());
    return flink;
  }
}
