package dev.drey.agent.check;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * An operator of the job that main() described.
 *
 * @param id what state is found by
 * @param alternativeId given by setUidHash; where state has it, it comes before {@code id}
 * @param configuredMaxParallelism absent where Flink may choose it, and then takes the state's
 * @param python absent for an operator in Java
 */
record Operator(
    String id,
    Optional<String> alternativeId,
    String name,
    Optional<String> uid,
    int parallelism,
    OptionalInt configuredMaxParallelism,
    Optional<TypeSerializer<?>> keySerializer,
    Optional<PythonMode> python) {

  int maxParallelism() {
    return configuredMaxParallelism.orElseGet(
        () -> KeyGroupRangeAssignment.computeDefaultMaxParallelism(parallelism));
  }

  /** The operator as its author knows it. */
  String label() {
    return label(name, uid);
  }

  static String label(String name, Optional<String> uid) {
    return uid.map(given -> "'" + name + "' (uid " + given + ")").orElse("'" + name + "'");
  }
}
