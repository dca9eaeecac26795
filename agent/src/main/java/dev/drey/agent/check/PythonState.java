package dev.drey.agent.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.StateMigrationException;

/**
 * The last look before a job with operators in Python restores state: Flink itself would restore
 * without a word what the other execution mode has written, and begin with nothing.
 */
public final class PythonState {
  private static final String PATH = "execution.state-recovery.path";

  private PythonState() {}

  /**
   * Compares the operators of a job with the state that the configuration has it restore.
   *
   * @throws StateMigrationException if they run in another mode than the state was written in
   */
  public static void check(StreamGraph graph, Configuration configuration, ClassLoader userCode)
      throws StateMigrationException {
    Optional<String> path = Optional.ofNullable(configuration.toMap().get(PATH));
    Map<StreamNode, PythonMode> modes = new HashMap<>();
    graph
        .getStreamNodes()
        .forEach(node -> PythonMode.of(node, userCode).ifPresent(mode -> modes.put(node, mode)));
    if (path.isEmpty() || modes.isEmpty()) {
      return;
    }
    try {
      List<String> problems = problems(graph, modes, SavedState.read(path.get(), userCode));
      if (!problems.isEmpty()) {
        throw new StateMigrationException(
            String.join("; ", problems)
                + ". Set python.execution-mode back, or start with SKIP_RESTORE_FROM_SNAPSHOT");
      }
    } catch (Refused unreadable) {
      throw new StateMigrationException(unreadable.getMessage(), unreadable);
    }
  }

  private static List<String> problems(
      StreamGraph graph, Map<StreamNode, PythonMode> modes, SavedState state) {
    Map<String, StreamNode> nodes = new HashMap<>();
    new StreamGraphHasherV2()
        .traverseStreamGraphAndGenerateHashes(graph)
        .forEach(
            (node, hash) ->
                nodes.put(new OperatorID(hash).toHexString(), graph.getStreamNode(node)));
    List<String> problems = new ArrayList<>();
    for (SavedOperator saved : state.operators()) {
      Optional.ofNullable(nodes.get(saved.id()))
          .filter(modes::containsKey)
          .flatMap(node -> modes.get(node).problem("'" + node.getOperatorName() + "'", saved))
          .ifPresent(problems::add);
    }
    return problems;
  }
}
