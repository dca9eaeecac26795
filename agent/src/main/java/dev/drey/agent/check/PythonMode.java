package dev.drey.agent.check;

import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * Where an operator in Python runs: in a process of its own, or in a thread of the TaskManager's.
 * Either keeps the same state under other names, and neither sees what the other has written.
 */
enum PythonMode {
  PROCESS("process", "org.apache.flink.streaming.api.operators.python.process."),
  THREAD("thread", "org.apache.flink.streaming.api.operators.python.embedded.");

  /** What names of state begin with that a process keeps. */
  private static final String OF_PROCESS = "python-state-";

  private static final String OF_TIMERS = "_timer_state/";

  private final String word;
  private final String operators;

  PythonMode(String word, String operators) {
    this.word = word;
    this.operators = operators;
  }

  /** As the option python.execution-mode has it. */
  String word() {
    return word;
  }

  /** Absent for an operator that is not in Python. */
  static Optional<PythonMode> of(StreamNode node, ClassLoader userCode) {
    return Optional.ofNullable(node.getOperatorFactory())
        .flatMap(factory -> of(factory.getStreamOperatorClass(userCode)));
  }

  /** Those of tables extend those of streams. */
  private static Optional<PythonMode> of(Class<?> operator) {
    for (Class<?> each = operator; each != null; each = each.getSuperclass()) {
      for (PythonMode mode : values()) {
        if (each.getName().startsWith(mode.operators)) {
          return Optional.of(mode);
        }
      }
    }
    return Optional.empty();
  }

  /** The mode that wrote an operator's state; absent where it has none, or none that tells. */
  static Optional<PythonMode> writerOf(SavedOperator saved) {
    List<String> names =
        saved.values().stream()
            .map(SavedValue::name)
            .filter(name -> !name.startsWith(OF_TIMERS) && !name.equals(StateHead.KEYS))
            .toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        names.stream().anyMatch(name -> name.startsWith(OF_PROCESS)) ? PROCESS : THREAD);
  }

  /** Why this operator cannot go on from that state. */
  Optional<String> problem(String label, SavedOperator saved) {
    return writerOf(saved)
        .filter(writer -> writer != this)
        .map(
            writer ->
                "the state of %s was written in python.execution-mode %s, and in mode %s it would be silently lost"
                    .formatted(label, writer.word(), word));
  }
}
