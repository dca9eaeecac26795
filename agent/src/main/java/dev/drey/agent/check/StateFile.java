package dev.drey.agent.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * A file of saved state.
 *
 * @param operator whose state is in it, by its id
 * @param role what it holds
 * @param local the name that the backend gives it on its own disk
 */
record StateFile(String operator, StreamStateHandle handle, Role role, Optional<String> local) {

  /** What is known of how a file begins. */
  enum Role {
    /** Begins with how keys and values are written. */
    KEYED,
    /** Begins with how the elements of lists are written. */
    LISTS,
    OTHER
  }

  /**
   * All files of an operator.
   *
   * @throws Refused if there is state of a kind whose files are not known
   */
  static List<StateFile> of(OperatorState operator) throws Refused {
    List<StateFile> files = new ArrayList<>();
    String id = operator.getOperatorID().toHexString();
    Optional.ofNullable(operator.getCoordinatorState())
        .ifPresent(handle -> files.add(of(id, handle, Role.OTHER)));
    for (OperatorSubtaskState subtask : operator.getStates()) {
      List<StateObject> raw = new ArrayList<>(subtask.getRawOperatorState());
      raw.addAll(subtask.getRawKeyedState());
      for (StateObject state : subtask.getDiscardables()) {
        add(id, state, raw.contains(state), files);
      }
    }
    return files;
  }

  private static void add(String operator, StateObject state, boolean raw, List<StateFile> files)
      throws Refused {
    if (state instanceof KeyGroupsStateHandle keyed) {
      files.add(of(operator, keyed.getDelegateStateHandle(), raw ? Role.OTHER : Role.KEYED));
      return;
    }
    if (state instanceof OperatorStateHandle lists) {
      files.add(of(operator, lists.getDelegateStateHandle(), raw ? Role.OTHER : Role.LISTS));
      return;
    }
    if (state instanceof IncrementalRemoteKeyedStateHandle tables) {
      files.add(of(operator, tables.getMetaDataStateHandle(), Role.KEYED));
      tables.getSharedState().forEach(table -> files.add(of(operator, table)));
      tables.getPrivateState().forEach(table -> files.add(of(operator, table)));
      return;
    }
    if (state instanceof StreamStateHandle plain) {
      files.add(of(operator, plain, Role.OTHER));
      return;
    }
    throw new Refused(
        Kind.CHECK_FAILED,
        "state of the kind " + state.getClass().getSimpleName() + " cannot be verified yet");
  }

  private static StateFile of(String operator, StreamStateHandle handle, Role role) {
    return new StateFile(operator, handle, role, Optional.empty());
  }

  private static StateFile of(String operator, HandleAndLocalPath table) {
    return new StateFile(
        operator, table.getHandle(), Role.OTHER, Optional.of(table.getLocalPath()));
  }

  boolean isSortedTable() {
    return local.filter(name -> name.endsWith(".sst")).isPresent();
  }
}
