package dev.drey.agent.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.metadata.MetadataV4Serializer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.jsonplan.JsonPlanGenerator;
import org.apache.flink.runtime.rest.util.RestMapperUtils;
import org.apache.flink.streaming.api.environment.CheckpointConfig;

/** The few calls that another line of Flink has by another name. */
public final class Line {
  private Line() {}

  /** As the REST interface shows it, JSON. */
  public static String plan(JobGraph graph) {
    try {
      return RestMapperUtils.getStrictObjectMapper()
          .writeValueAsString(JsonPlanGenerator.generatePlan(graph));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration is all that a program can set here. */
  public static void storeCheckpoints(CheckpointConfig program, Configuration application) {}

  /**
   * Whether Kryo's bytes in state mean here what they meant where it was written: with 2.0 Flink
   * went from Kryo 2 to Kryo 5, which writes otherwise.
   *
   * @param metadata the version of the state's metadata; every 1.x writes the fourth or an earlier
   *     one, every 2.x a later one
   */
  public static boolean readsKryoOf(int metadata) {
    return metadata > MetadataV4Serializer.VERSION;
  }
}
