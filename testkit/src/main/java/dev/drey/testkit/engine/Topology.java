package dev.drey.testkit.engine;

import dev.drey.testkit.Unsupported;
import dev.drey.testkit.engine.Node.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.graph.StreamConfig.InputRequirement;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;

/** The operators of a pipeline, sources first, with what the kit makes of each. */
public final class Topology {
  private final Pipeline.Built built;
  private final Map<Integer, Node> nodes;

  private Topology(Pipeline.Built built, Map<Integer, Node> nodes) {
    this.built = built;
    this.nodes = nodes;
  }

  /**
   * Reads Flink's graph.
   *
   * @param runsForReal which sinks are not captured, by uid or name
   * @throws Unsupported if there is an operator in it that the kit cannot run
   */
  public static Topology of(Pipeline.Built built, Predicate<String> runsForReal) {
    StreamGraph graph = built.graph();
    Map<Integer, byte[]> hashes =
        new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
    Map<Integer, Node> all = new HashMap<>();
    for (StreamNode stream : graph.getStreamNodes()) {
      Node plain = node(stream, new OperatorID(hashes.get(stream.getId())), Role.OPERATOR);
      all.put(stream.getId(), node(stream, plain.id(), role(graph, plain, runsForReal)));
    }
    return new Topology(built, inOrder(all));
  }

  /**
   * Reads Flink's graph to find operators in it; nothing is refused, as nothing is going to run.
   */
  public static Topology read(Pipeline.Built built) {
    Map<Integer, byte[]> hashes =
        new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(built.graph());
    Map<Integer, Node> all = new LinkedHashMap<>();
    for (StreamNode stream : built.graph().getStreamNodes()) {
      all.put(
          stream.getId(), node(stream, new OperatorID(hashes.get(stream.getId())), Role.OPERATOR));
    }
    return new Topology(built, all);
  }

  private static Node node(StreamNode stream, OperatorID id, Role role) {
    int set = (Integer) Reach.call(StreamNode.class, "getMaxParallelism", stream);
    int parallelism = stream.getParallelism();
    int max = set > 0 ? set : KeyGroupRangeAssignment.computeDefaultMaxParallelism(parallelism);
    Optional<String> uid = Optional.ofNullable(stream.getTransformationUID());
    return new Node(stream, id, uid, role, parallelism, max, set > 0);
  }

  private static Role role(StreamGraph graph, Node node, Predicate<String> runsForReal) {
    if (graph.getSourceIDs().contains(node.stream().getId())) {
      return Role.SOURCE;
    }
    boolean isSink = node.isWriter() || graph.getSinkIDs().contains(node.stream().getId());
    boolean real = runsForReal.test(node.shownName()) || node.uid().filter(runsForReal).isPresent();
    return isSink && !real ? Role.CAPTURED_SINK : Role.OPERATOR;
  }

  /** Sources first, then what they feed; behind a captured sink nothing runs. */
  private static Map<Integer, Node> inOrder(Map<Integer, Node> all) {
    Map<Integer, Integer> waitingFor = new HashMap<>();
    all.forEach((id, node) -> waitingFor.put(id, node.stream().getInEdges().size()));
    Set<Integer> cut = new HashSet<>();
    Deque<Node> ready = new ArrayDeque<>();
    all.values().stream()
        .filter(node -> node.stream().getInEdges().isEmpty())
        .sorted(Comparator.comparingInt(node -> node.stream().getId()))
        .forEach(ready::add);
    Map<Integer, Node> ordered = new LinkedHashMap<>();
    while (!ready.isEmpty()) {
      Node node = ready.poll();
      int id = node.stream().getId();
      boolean dropped =
          !node.stream().getInEdges().isEmpty()
              && node.stream().getInEdges().stream().allMatch(in -> cut.contains(in.getSourceId()));
      if (dropped || node.role() == Role.CAPTURED_SINK) {
        cut.add(id);
      }
      if (!dropped) {
        refuseUnsupported(node);
        ordered.put(id, node);
      }
      for (StreamEdge out : node.stream().getOutEdges()) {
        if (waitingFor.merge(out.getTargetId(), -1, Integer::sum) == 0) {
          ready.add(all.get(out.getTargetId()));
        }
      }
    }
    if (ordered.size() + cut.size() < all.size()
        && waitingFor.values().stream().anyMatch(n -> n > 0)) {
      throw new Unsupported(
          "the pipeline has an iteration, and the testkit runs none. Run this test with @OnMiniCluster.");
    }
    return ordered;
  }

  private static void refuseUnsupported(Node node) {
    StreamNode stream = node.stream();
    if (node.role() != Role.OPERATOR) {
      return;
    }
    StreamOperatorFactory<?> factory = stream.getOperatorFactory();
    if (factory == null
        || stream.getJobVertexClass().getSimpleName().startsWith("StreamIteration")) {
      throw Unsupported.operator(node.label(), "is part of an iteration");
    }
    if (!(factory instanceof SourceOperatorFactory)
        && stream.getCoordinatorProvider(node.name(), node.id()).isPresent()) {
      throw Unsupported.operator(node.label(), "talks to a coordinator on the JobManager");
    }
    if (stream.getInputRequirements().containsValue(InputRequirement.SORTED)) {
      throw Unsupported.operator(node.label(), "sorts its input, as in batch execution");
    }
  }

  /** Sources first; operators after everything that feeds them. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  public StreamGraph graph() {
    return built.graph();
  }

  Pipeline.Built built() {
    return built;
  }

  Optional<Node> node(int id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** Edges between operators that both run. */
  List<StreamEdge> outEdges(Node node) {
    if (node.role() == Role.CAPTURED_SINK) {
      return List.of();
    }
    return node.stream().getOutEdges().stream()
        .filter(edge -> nodes.containsKey(edge.getTargetId()))
        .toList();
  }

  List<StreamEdge> inEdges(Node node) {
    return node.stream().getInEdges();
  }

  /**
   * Finds an operator.
   *
   * @throws IllegalArgumentException if none or several are called so; the message lists what there
   *     is
   */
  public Node find(String uidOrName) {
    List<Node> byUid =
        nodes.values().stream()
            .filter(node -> node.uid().filter(uidOrName::equals).isPresent())
            .toList();
    List<Node> found =
        byUid.isEmpty()
            ? nodes.values().stream().filter(node -> node.isCalled(uidOrName)).toList()
            : byUid;
    if (found.size() == 1) {
      return found.get(0);
    }
    String all = nodes.values().stream().map(Node::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        found.isEmpty()
            ? "no operator has the uid or name '" + uidOrName + "'. There are: " + all
            : found.size()
                + " operators are called '"
                + uidOrName
                + "': give them uids. There are: "
                + all);
  }

  /** What the first input of an operator comes from. */
  public Node feeding(Node node) {
    return nodes.get(node.stream().getInEdges().get(0).getSourceId());
  }

  /** The same operators, with the max parallelism of the state that some of them start from. */
  Topology withMaxParallelism(Map<OperatorID, Integer> adopted) {
    Map<Integer, Node> changed = new LinkedHashMap<>();
    nodes.forEach(
        (id, node) ->
            changed.put(
                id,
                Optional.ofNullable(adopted.get(node.id()))
                    .map(node::withMaxParallelism)
                    .orElse(node)));
    return new Topology(built, new LinkedHashMap<>(changed));
  }

  /** For messages. */
  @Override
  public String toString() {
    return new ArrayList<>(nodes.values()).toString();
  }
}
