package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.util.InstantiationUtil;

/**
 * What each source of a pipeline is going to emit: given by the test, or read from the source
 * itself.
 */
public final class Feeds {
  private Feeds() {}

  /**
   * Collects them by node id.
   *
   * @param given by uid or name
   * @throws IllegalArgumentException if a given name is no source's
   * @throws Unsupported if a source without an input cannot be read
   */
  public static Map<Integer, List<Feed.Step>> of(
      Topology topology, Map<String, List<Feed.Step>> given, boolean scripted, Duration patience)
      throws Exception {
    Map<Integer, List<Feed.Step>> feeds = new HashMap<>();
    for (Map.Entry<String, List<Feed.Step>> input : given.entrySet()) {
      Node node = topology.find(input.getKey());
      if (node.role() != Node.Role.SOURCE) {
        throw new IllegalArgumentException(node.label() + " is no source, and takes no input");
      }
      feeds.put(node.stream().getId(), input.getValue());
    }
    Set<Integer> read = new HashSet<>();
    for (Node node : topology.nodes()) {
      int id = node.stream().getId();
      if (node.role() == Node.Role.SOURCE && !feeds.containsKey(id) && read.add(id)) {
        feeds.put(id, read(topology, node, scripted, patience));
      }
    }
    return feeds;
  }

  @SuppressWarnings("deprecation") // jobs still have source functions
  private static List<Feed.Step> read(
      Topology topology, Node node, boolean scripted, Duration patience) throws Exception {
    SourceTransformation<?, ?, ?> source = topology.built().sources().get(node.stream().getId());
    if (source != null) {
      return bounded(source.getSource(), node, patience);
    }
    if (node.stream().getOperatorFactory() instanceof SimpleOperatorFactory<?> simple
        && simple.getOperator() instanceof StreamSource<?, ?> legacy
        && node.stream().getInputFormat() == null) {
      List<Feed.Step> all = new ArrayList<>();
      for (int i = 0; i < node.parallelism(); i++) {
        all.addAll(
            new LegacySource(node.label(), i, !scripted, patience)
                .read(InstantiationUtil.clone(legacy)));
      }
      return all;
    }
    throw new Unsupported(
        node.label()
            + " is a source that the testkit cannot read: give its elements with source(\"…\", …)");
  }

  private static <T, S extends SourceSplit> List<Feed.Step> bounded(
      Source<T, S, ?> source, Node node, Duration patience) throws Exception {
    return new BoundedSource<T, S>(node.label(), node.parallelism(), patience).read(source);
  }
}
