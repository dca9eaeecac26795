package dev.drey.testkit.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.RoundRobinOperatorStateRepartitioner;
import org.apache.flink.runtime.checkpoint.StateAssignmentOperation;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * Deals the state of an operator out to as many subtasks as it has now, the way Flink's JobManager
 * does.
 */
final class Redistribution {
  private Redistribution() {}

  static List<Optional<OperatorSubtaskState>> of(OperatorState state, Node node) {
    int parallelism = node.parallelism();
    List<List<OperatorStateHandle>> managed =
        dealt(state, parallelism, OperatorSubtaskState::getManagedOperatorState);
    List<List<OperatorStateHandle>> raw =
        dealt(state, parallelism, OperatorSubtaskState::getRawOperatorState);
    List<KeyGroupRange> ranges =
        StateAssignmentOperation.createKeyGroupPartitions(node.maxParallelism(), parallelism);
    List<Optional<OperatorSubtaskState>> result = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      result.add(
          Optional.of(
              OperatorSubtaskState.builder()
                  .setManagedOperatorState(new StateObjectCollection<>(managed.get(i)))
                  .setRawOperatorState(new StateObjectCollection<>(raw.get(i)))
                  .setManagedKeyedState(
                      new StateObjectCollection<>(
                          StateAssignmentOperation.getManagedKeyedStateHandles(
                              state, ranges.get(i))))
                  .setRawKeyedState(
                      new StateObjectCollection<>(
                          StateAssignmentOperation.getRawKeyedStateHandles(state, ranges.get(i))))
                  .build()));
    }
    return result;
  }

  /** Flink's repartitioner takes one list for each old subtask. */
  private static List<List<OperatorStateHandle>> dealt(
      OperatorState state,
      int parallelism,
      Function<OperatorSubtaskState, StateObjectCollection<OperatorStateHandle>> kind) {
    List<List<OperatorStateHandle>> old = new ArrayList<>();
    boolean none = true;
    for (int i = 0; i < state.getParallelism(); i++) {
      OperatorSubtaskState subtask = state.getState(i);
      List<OperatorStateHandle> handles =
          subtask == null ? List.of() : new ArrayList<>(kind.apply(subtask));
      none &= handles.isEmpty();
      old.add(handles);
    }
    if (none) {
      List<List<OperatorStateHandle>> nothing = new ArrayList<>();
      for (int i = 0; i < parallelism; i++) {
        nothing.add(List.of());
      }
      return nothing;
    }
    return RoundRobinOperatorStateRepartitioner.INSTANCE.repartitionState(
        old, state.getParallelism(), parallelism);
  }
}
