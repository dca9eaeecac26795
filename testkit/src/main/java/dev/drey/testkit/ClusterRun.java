package dev.drey.testkit;

import dev.drey.testkit.engine.Pipeline;
import dev.drey.testkit.engine.Raise;
import dev.drey.testkit.engine.Recording;
import dev.drey.testkit.engine.Standing;
import dev.drey.testkit.engine.Topology;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** One run of a job on a mini cluster, with the same stubs and captures as in the kit. */
final class ClusterRun {
  private ClusterRun() {}

  static JobRun of(MiniCluster cluster, Pipeline.Builder code, JobSettings settings) {
    if (settings.start().isPresent()) {
      throw new Unsupported("a job on a mini cluster does not start from a snapshot of the kit");
    }
    if (settings.order().isPresent()) {
      throw new Unsupported("the order of events on a mini cluster is not for a test to choose");
    }
    settings.configuration().set(StateBackendOptions.STATE_BACKEND, settings.backend());
    try (var standing = new Standing(settings.feeds(), settings.realSinks()::contains)) {
      var built =
          Pipeline.build(
              code,
              settings.configuration(),
              settings.parallelism(),
              settings.watermarks(),
              standing::replace);
      standing.refuseUnused();
      Topology topology = Topology.read(built);
      run(cluster, built);
      return new JobRun(
          new ClusterResults(topology, standing.collected()),
          Optional.empty(),
          OptionalLong.empty());
    } catch (Exception e) {
      throw Raise.as(e);
    }
  }

  /** The user's exception is the root of the many that a cluster wraps around it. */
  private static void run(MiniCluster cluster, Pipeline.Built built) throws Exception {
    try {
      cluster.executeJobBlocking(built.graph().getJobGraph());
    } catch (JobExecutionException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw Raise.as(root);
    }
  }

  private record ClusterResults(Topology topology, Standing.Collected collected)
      implements JobRun.Results {
    @Override
    public List<Recording.Seen> emitted(String operator, Optional<String> tag) {
      var node = topology.find(operator);
      if (tag.isPresent() || !collected.isCaptured(node)) {
        throw new Unsupported(
            node.label()
                + " is no captured sink: on a mini cluster nothing else can be looked at. Run this test in the kit.");
      }
      return collected.of(node);
    }

    @Override
    public MetricValues metrics(String operator) {
      throw new Unsupported(
          "metrics of a job on a mini cluster are not to be seen: run this test in the kit");
    }
  }
}
