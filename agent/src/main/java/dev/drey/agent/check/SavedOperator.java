package dev.drey.agent.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * What a savepoint or checkpoint holds of one operator.
 *
 * @param keys how its keys were written; absent where it has none or where that cannot be told
 * @param values its named states, as far as they can be told
 */
record SavedOperator(
    String id,
    int parallelism,
    int maxParallelism,
    long bytes,
    boolean hasState,
    Optional<TypeSerializerSnapshot<?>> keys,
    List<SavedValue> values) {

  SavedOperator {
    values = List.copyOf(values);
  }

  /** Why this Flink cannot read it, where one with another Kryo wrote it. */
  Stream<String> problems(String label) {
    return values.stream().flatMap(value -> value.problem(label).stream());
  }
}
