package dev.drey.agent.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.StateMigrationException;

/**
 * The last look before a job restores state, for what Flink itself would restore without a word and
 * wrongly: bytes of another Flink's Kryo, which it reads as something else, and the state of a
 * Python operator that another execution mode has written, in whose place it begins with nothing.
 */
public final class RestoredState {
  private static final String PATH = "execution.state-recovery.path";

  private RestoredState() {}

  /**
   * Compares the operators of a job with the state that the configuration has it restore.
   *
   * @throws StateMigrationException if they would not see what is in it
   * @throws IOException if it cannot be fetched or read, which says nothing against the job: an
   *     older state must not be tried for that
   */
  public static void check(StreamGraph graph, Configuration configuration, ClassLoader userCode)
      throws StateMigrationException, IOException {
    Optional<String> path = Optional.ofNullable(configuration.toMap().get(PATH));
    if (path.isEmpty()) {
      return;
    }
    try {
      if (SavedState.isForeign(path.get()) || hasPython(graph, userCode)) {
        check(graph, SavedState.read(path.get(), userCode), userCode);
      }
    } catch (Refused unreadable) {
      throw new IOException(unreadable.getMessage(), unreadable);
    }
  }

  private static boolean hasPython(StreamGraph graph, ClassLoader userCode) {
    return graph.getStreamNodes().stream()
        .anyMatch(node -> PythonMode.of(node, userCode).isPresent());
  }

  private static void check(StreamGraph graph, SavedState state, ClassLoader userCode)
      throws StateMigrationException {
    Map<String, StreamNode> nodes = nodes(graph);
    List<String> problems =
        state.operators().stream()
            .flatMap(
                saved ->
                    Optional.ofNullable(nodes.get(saved.id())).stream()
                        .flatMap(node -> problems(node, saved, state.foreign(), userCode)))
            .toList();
    if (!problems.isEmpty()) {
      throw new StateMigrationException(
          String.join("; ", problems)
              + ". Go back to what has written it, or start with SKIP_RESTORE_FROM_SNAPSHOT");
    }
  }

  private static Stream<String> problems(
      StreamNode node, SavedOperator saved, boolean foreign, ClassLoader userCode) {
    String label =
        Operator.label(node.getOperatorName(), Optional.ofNullable(node.getTransformationUID()));
    return Stream.concat(
        PythonMode.of(node, userCode).flatMap(mode -> mode.problem(label, saved)).stream(),
        foreign ? saved.problems(label) : Stream.empty());
  }

  /** By the ids that state is found by. */
  private static Map<String, StreamNode> nodes(StreamGraph graph) {
    Map<String, StreamNode> nodes = new HashMap<>();
    new StreamGraphHasherV2()
        .traverseStreamGraphAndGenerateHashes(graph)
        .forEach(
            (id, hash) -> nodes.put(new OperatorID(hash).toHexString(), graph.getStreamNode(id)));
    graph.getStreamNodes().stream()
        .filter(node -> node.getUserHash() != null)
        .forEach(node -> nodes.put(node.getUserHash(), node));
    return nodes;
  }
}
