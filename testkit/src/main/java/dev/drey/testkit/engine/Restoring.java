package dev.drey.testkit.engine;

import dev.drey.testkit.Verdict;
import dev.drey.testkit.Verdict.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.util.StateMigrationException;

/** Says of each operator what becomes of its state, before anything runs. */
public final class Restoring {
  private Restoring() {}

  /** What can be told from the graph alone: everything but serializers. */
  public static List<Verdict> compare(Topology topology, Snapshot snapshot) {
    Map<OperatorID, Node> nodes =
        topology.nodes().stream().collect(Collectors.toMap(Node::id, node -> node));
    List<Verdict> verdicts = new ArrayList<>();
    snapshot
        .operators()
        .forEach(
            (id, state) -> {
              if (hasState(state)) {
                verdicts.add(
                    verdict(Optional.ofNullable(nodes.get(id)), snapshot.label(id), state));
              }
            });
    for (Node node : topology.nodes()) {
      OperatorState state = snapshot.operators().get(node.id());
      if (node.role() == Node.Role.OPERATOR && (state == null || !hasState(state))) {
        verdicts.add(
            new Verdict(node.label(), Outcome.STARTS_EMPTY, "the snapshot has no state of it"));
      }
    }
    return verdicts;
  }

  private static boolean hasState(OperatorState state) {
    return state.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
  }

  private static Verdict verdict(Optional<Node> found, String label, OperatorState state) {
    if (found.isEmpty()) {
      return new Verdict(
          label,
          Outcome.OPERATOR_MISSING,
          "no operator has its uid any more; if it was renamed, give it the old uid");
    }
    Node node = found.get();
    if (node.role() != Node.Role.OPERATOR) {
      return new Verdict(node.label(), Outcome.REPLACED, "the test stands in for it");
    }
    int before = state.getMaxParallelism();
    if (node.maxParallelismWasSet() && before != node.maxParallelism()) {
      return new Verdict(
          node.label(),
          Outcome.MAX_PARALLELISM_CHANGED,
          "from "
              + before
              + " to "
              + node.maxParallelism()
              + ": keys would be looked for in other key groups than they are in");
    }
    if (before < node.parallelism()) {
      return new Verdict(
          node.label(),
          Outcome.MAX_PARALLELISM_CHANGED,
          "parallelism " + node.parallelism() + " is above the state's max parallelism " + before);
    }
    return new Verdict(node.label(), Outcome.RESTORED, "");
  }

  /**
   * Verdicts with serializers looked at: operators are opened with their state, and closed again.
   */
  public static List<Verdict> check(Topology topology, Setup setup) throws Exception {
    List<Verdict> verdicts = new ArrayList<>(compare(topology, setup.start().orElseThrow()));
    if (verdicts.stream().anyMatch(v -> v.outcome() == Outcome.MAX_PARALLELISM_CHANGED)) {
      return verdicts;
    }
    try (var execution = new Execution(topology, setup)) {
      for (Execution.Failure failure : execution.tryToOpen()) {
        Verdict worse = incompatible(failure.node(), failure.cause());
        verdicts.removeIf(v -> v.operator().equals(worse.operator()));
        verdicts.add(worse);
      }
    }
    return verdicts;
  }

  private static Verdict incompatible(Node node, Exception cause) {
    return serializerTrouble(cause)
        .map(why -> new Verdict(node.label(), Outcome.SERIALIZER_INCOMPATIBLE, why))
        .orElseThrow(() -> Raise.as(cause));
  }

  /** The message of Flink's own refusal, if that is what went wrong. */
  public static Optional<String> serializerTrouble(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StateMigrationException) {
        return Optional.of(cause.getMessage());
      }
    }
    return Optional.empty();
  }

  /** A max parallelism that nobody has set is the state's, as in Flink. */
  static Topology adoptMaxParallelism(Topology topology, Optional<Snapshot> start) {
    if (start.isEmpty()) {
      return topology;
    }
    Map<OperatorID, Integer> adopted = new HashMap<>();
    for (Node node : topology.nodes()) {
      OperatorState state = start.get().operators().get(node.id());
      if (state != null && !node.maxParallelismWasSet()) {
        adopted.put(node.id(), state.getMaxParallelism());
      }
    }
    return topology.withMaxParallelism(adopted);
  }
}
