package dev.drey.agent.line;

import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.metadata.MetadataV4Serializer;
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

  /**
   * Whether Kryo's bytes in state mean here what they meant where it was written.
   *
   * @param metadata the version of the state's metadata
   */
  public static boolean readsKryoOf(int metadata) {
    return metadata <= MetadataV4Serializer.VERSION;
  }
}
