package dev.drey.agent.trial;

import dev.drey.agent.check.Kind;
import dev.drey.agent.check.Refused;
import dev.drey.agent.line.NoSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.graph.StreamingJobGraphGenerator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.MultipleInputStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;

/**
 * Takes from a job what it would reach the outside with, so that its state can be restored without
 * a trace. Sources and sinks, and whatever else is not one of Flink's own operators, are replaced
 * by what only takes their state; the others stay as they are, with the job's code, and see no
 * record, watermark, checkpoint or timer.
 */
final class CutOff {
  /** Packages of operators that reach nothing by themselves, whatever their functions do. */
  private static final List<String> HARMLESS =
      List.of(
          "org.apache.flink.streaming.api.operators.",
          "org.apache.flink.streaming.runtime.operators.",
          "org.apache.flink.cep.operator.",
          "org.apache.flink.table.runtime.operators.",
          "org.apache.flink.datastream.impl.operators.");

  /** Of those, what asks the outside again for each record that was waiting in its state. */
  private static final String ASKS_AGAIN = "org.apache.flink.streaming.api.operators.async.";

  private final StreamGraph graph;
  private final ClassLoader userCode;
  private final Map<Integer, Sink<?>> sinks = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  private CutOff(StreamGraph graph, ClassLoader userCode) {
    this.graph = graph;
    this.userCode = userCode;
  }

  /**
   * Changes the graph.
   *
   * @return the names of the operators that were replaced
   * @throws Refused if one can be neither replaced nor left as it is
   */
  static List<String> from(StreamGraph graph, ClassLoader userCode) throws Refused {
    var ids = new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
    var cut = new CutOff(graph, userCode);
    cut.findSinks();
    cut.replaceAll();
    // Nothing completes a checkpoint here: that is what makes sinks commit.
    graph.getCheckpointConfig().disableCheckpointing();
    var after = new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
    if (!sameIds(ids, after)) {
      throw new Refused(
          Kind.CHECK_FAILED, "Operators got other ids when the job was cut off from the outside.");
    }
    return cut.names;
  }

  private static boolean sameIds(Map<Integer, byte[]> before, Map<Integer, byte[]> after) {
    return before.keySet().equals(after.keySet())
        && before.entrySet().stream()
            .allMatch(it -> Arrays.equals(it.getValue(), after.get(it.getKey())));
  }

  /** Whatever comes after a sink's writer belongs to that sink. */
  private void findSinks() {
    for (StreamNode node : graph.getStreamNodes()) {
      if (node.getOperatorFactory() instanceof SinkWriterOperatorFactory<?, ?> writer) {
        var next = new ArrayDeque<StreamNode>(List.of(node));
        while (!next.isEmpty()) {
          StreamNode each = next.pop();
          sinks.put(each.getId(), writer.getSink());
          each.getOutEdges().forEach(edge -> next.add(graph.getStreamNode(edge.getTargetId())));
        }
      }
    }
  }

  private void replaceAll() throws Refused {
    List<StreamNode> nodes =
        graph.getStreamNodes().stream().sorted(Comparator.comparing(StreamNode::getId)).toList();
    Map<StreamNode, ChainingStrategy> chaining = new HashMap<>();
    nodes.forEach(node -> chaining.put(node, chaining(node)));
    for (StreamNode node : nodes) {
      StreamOperatorFactory<?> instead = instead(node);
      instead.setChainingStrategy(chaining.get(node));
      Inside.set(node, "operatorFactory", instead);
    }
  }

  /** What is chained and what is not goes into the ids of operators that have no uid. */
  private ChainingStrategy chaining(StreamNode node) {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    if (factory == null) {
      return ChainingStrategy.NEVER;
    }
    ChainingStrategy now = factory.getChainingStrategy();
    List<StreamEdge> in = node.getInEdges();
    boolean chained = in.size() == 1 && StreamingJobGraphGenerator.isChainable(in.get(0), graph);
    return now == ChainingStrategy.ALWAYS && in.size() == 1 && !chained
        ? ChainingStrategy.HEAD
        : now;
  }

  @SuppressWarnings("deprecation") // there are jobs with sources of the old API
  private StreamOperatorFactory<?> instead(StreamNode node) throws Refused {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    if (factory == null || node.getInputFormat() != null || node.getOutputFormat() != null) {
      throw refusal(node, "is of an old kind, which Flink opens on its own");
    }
    if (factory instanceof SourceOperatorFactory<?>) {
      names.add(node.getOperatorName());
      return new SourceOperatorFactory<>(
          silent((Source<?, ?, ?>) Inside.get(factory, "source")),
          WatermarkStrategy.noWatermarks());
    }
    if (factory.isStreamSource()) {
      names.add(node.getOperatorName());
      return SimpleOperatorFactory.of(new StreamSource<>(new NoSource()));
    }
    return reachesOut(node, factory) ? standIn(node, factory) : left(node, factory);
  }

  private static Source<Object, ?, ?> silent(Source<?, ?, ?> real) {
    @SuppressWarnings("unchecked") // it never makes a record
    var source = (Source<Object, ?, ?>) real;
    return new SilentSource<>(source);
  }

  /** What nobody reads from has no other use than what it does outside. */
  private boolean reachesOut(StreamNode node, StreamOperatorFactory<?> factory) {
    String operator = factory.getStreamOperatorClass(userCode).getName();
    return sinks.containsKey(node.getId())
        || node.getOutEdges().isEmpty()
        || operator.startsWith(ASKS_AGAIN)
        || HARMLESS.stream().noneMatch(operator::startsWith);
  }

  private StreamOperatorFactory<?> standIn(StreamNode node, StreamOperatorFactory<?> factory)
      throws Refused {
    names.add(node.getOperatorName());
    Class<?> operator = factory.getStreamOperatorClass(userCode);
    if (MultipleInputStreamOperator.class.isAssignableFrom(operator)) {
      throw refusal(node, "has many inputs and reaches out");
    }
    return TwoInputStreamOperator.class.isAssignableFrom(operator)
        ? SimpleOperatorFactory.of(new StandInOfTwo())
        : SimpleOperatorFactory.of(new StandIn(sinkState(node, factory)));
  }

  private SinkState.Of sinkState(StreamNode node, StreamOperatorFactory<?> factory) {
    Sink<?> sink = sinks.get(node.getId());
    if (factory instanceof SinkWriterOperatorFactory<?, ?>) {
      return new SinkState.Of(SinkState.WRITER, sink);
    }
    return factory instanceof CommitterOperatorFactory<?>
        ? new SinkState.Of(SinkState.COMMITTER, sink)
        : SinkState.Of.NOTHING;
  }

  private static StreamOperatorFactory<?> left(StreamNode node, StreamOperatorFactory<?> factory)
      throws Refused {
    if (factory instanceof CoordinatedOperatorFactory<?>) {
      throw refusal(node, "has a coordinator, and nobody knows what that reaches");
    }
    return new InHeldTime<>(factory);
  }

  private static Refused refusal(StreamNode node, String why) {
    return new Refused(
        Kind.NOT_CUT_OFF,
        "the operator '%s' cannot be cut off from the outside: it %s"
            .formatted(node.getOperatorName(), why));
  }
}
