package dev.drey.agent.check;

import dev.drey.agent.line.Line;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.FlinkPipelineTranslationUtil;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * The job that a program describes.
 *
 * @param plan as Flink's REST shows it, JSON
 */
record Job(String name, String plan, List<Operator> operators) {

  Job {
    operators = List.copyOf(operators);
  }

  @SuppressWarnings("try") // the context works by being open
  static Job of(Pipeline pipeline, ClassLoader userCode, Configuration configuration)
      throws Refused {
    try (var context = TemporaryClassLoaderContext.of(userCode)) {
      int parallelism = configuration.get(CoreOptions.DEFAULT_PARALLELISM);
      var graph =
          FlinkPipelineTranslationUtil.getJobGraph(userCode, pipeline, configuration, parallelism);
      return new Job(
          graph.getName(), Line.plan(graph), operators(graph, nodes(pipeline), userCode));
    } catch (RuntimeException | LinkageError e) {
      throw new Refused(
          Kind.JOB_INVALID, "Flink cannot run the job as described: " + Refused.inWords(e), e);
    }
  }

  private static List<Operator> operators(
      JobGraph graph, Map<OperatorID, StreamNode> nodes, ClassLoader userCode) {
    return graph.getVerticesSortedTopologicallyFromSources().stream()
        .flatMap(
            vertex ->
                vertex.getOperatorIDs().stream().map(id -> operator(id, vertex, nodes, userCode)))
        .toList();
  }

  private static Operator operator(
      OperatorIDPair id,
      JobVertex vertex,
      Map<OperatorID, StreamNode> nodes,
      ClassLoader userCode) {
    var node = Optional.ofNullable(nodes.get(id.getGeneratedOperatorID()));
    return new Operator(
        id.getGeneratedOperatorID().toHexString(),
        id.getUserDefinedOperatorID().map(OperatorID::toHexString),
        node.map(StreamNode::getOperatorName).orElseGet(vertex::getName),
        node.map(StreamNode::getTransformationUID),
        vertex.getParallelism(),
        maxParallelism(vertex),
        node.<TypeSerializer<?>>map(StreamNode::getStateKeySerializer),
        node.flatMap(it -> PythonMode.of(it, userCode)));
  }

  private static OptionalInt maxParallelism(JobVertex vertex) {
    return vertex.getMaxParallelism() == JobVertex.MAX_PARALLELISM_DEFAULT
        ? OptionalInt.empty()
        : OptionalInt.of(vertex.getMaxParallelism());
  }

  /** What only the stream graph knows, by operator; nothing for a DataSet program. */
  private static Map<OperatorID, StreamNode> nodes(Pipeline pipeline) {
    var nodes = new HashMap<OperatorID, StreamNode>();
    if (pipeline instanceof StreamGraph graph) {
      new StreamGraphHasherV2()
          .traverseStreamGraphAndGenerateHashes(graph)
          .forEach((node, hash) -> nodes.put(new OperatorID(hash), graph.getStreamNode(node)));
    }
    return nodes;
  }
}
