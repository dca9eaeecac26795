package dev.drey.agent.line;

import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.jsonplan.JsonPlanGenerator;
import org.apache.flink.streaming.api.environment.CheckpointConfig;

/** The few calls that another line of Flink has by another name. */
public final class Line {
  private Line() {}

  /** As the REST interface shows it, JSON. */
  public static String plan(JobGraph graph) {
    return JsonPlanGenerator.generatePlan(graph);
  }

  /** Here a program may set a storage beside the configuration, and it would come first. */
  @SuppressWarnings("deprecation")
  public static void storeCheckpoints(CheckpointConfig program, Configuration application) {
    if (program.getCheckpointStorage() != null) {
      Optional.ofNullable(application.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
          .ifPresent(program::setCheckpointStorage);
    }
  }

  /** Whether Kryo's bytes in state of a runtime environment mean here what they meant there. */
  public static boolean readsKryoOf(String runtime) {
    return runtime.startsWith("FLINK-1_");
  }
}
