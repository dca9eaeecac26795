package dev.drey.agent.check;

import dev.drey.agent.line.Line;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * A savepoint or retained checkpoint as its {@code _metadata} tells it.
 *
 * @param foreign whether another line of Flink wrote it, whose Kryo is another
 */
record SavedState(String path, long checkpointId, boolean foreign, List<SavedOperator> operators) {

  SavedState {
    operators = List.copyOf(operators);
  }

  /**
   * Reads the metadata, and of each operator with keys the head of one file.
   *
   * @param userCode for serializers that the user's jar brings
   */
  static SavedState read(String path, ClassLoader userCode) throws Refused {
    boolean foreign = isForeign(path);
    try {
      var location = AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
      try (var in = words(location)) {
        var metadata =
            Checkpoints.loadCheckpointMetadata(in, userCode, location.getExternalPointer());
        var operators =
            metadata.getOperatorStates().stream()
                .map(state -> operator(state, userCode))
                .sorted(Comparator.comparing(SavedOperator::id))
                .toList();
        return new SavedState(path, metadata.getCheckpointId(), foreign, operators);
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  /** Whether another line of Flink wrote the state, as the first words of its metadata tell. */
  static boolean isForeign(String path) throws Refused {
    try (var in = words(AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path))) {
      in.readInt(); // Flink's mark, which whoever reads all of it looks at
      return !Line.readsKryoOf(in.readInt());
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  private static DataInputStream words(CompletedCheckpointStorageLocation state)
      throws IOException {
    return new DataInputStream(state.getMetadataHandle().openInputStream());
  }

  private static Refused unreadable(String path, Exception e) {
    return new Refused(
        Kind.STATE_UNREADABLE,
        "The state at %s cannot be read: %s".formatted(path, Refused.inWords(e)),
        e);
  }

  private static SavedOperator operator(OperatorState state, ClassLoader userCode) {
    boolean hasState =
        state.getCoordinatorState() != null
            || state.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
    StateHead keyed = keyed(state, userCode);
    return new SavedOperator(
        state.getOperatorID().toHexString(),
        state.getParallelism(),
        state.getMaxParallelism(),
        state.getStateSize(),
        hasState,
        keyed.keys(),
        Stream.concat(keyed.values().stream(), lists(state, userCode).values().stream()).toList());
  }

  /** All subtasks write the same head. */
  private static StateHead keyed(OperatorState state, ClassLoader userCode) {
    return state.getStates().stream()
        .flatMap(subtask -> subtask.getManagedKeyedState().stream())
        .flatMap(handle -> head(handle).stream())
        .findFirst()
        .map(head -> read(head, file -> StateHead.ofKeyed(file, userCode)))
        .orElse(StateHead.UNKNOWN);
  }

  private static StateHead lists(OperatorState state, ClassLoader userCode) {
    return state.getStates().stream()
        .flatMap(subtask -> subtask.getManagedOperatorState().stream())
        .findFirst()
        .map(
            handle ->
                read(handle.getDelegateStateHandle(), file -> StateHead.ofLists(file, userCode)))
        .orElse(StateHead.UNKNOWN);
  }

  /** The file that begins with how keys were written; absent for kinds of state without one. */
  private static Optional<StreamStateHandle> head(KeyedStateHandle handle) {
    if (handle instanceof IncrementalKeyedStateHandle incremental) {
      return Optional.of(incremental.getMetaDataStateHandle());
    }
    if (handle instanceof KeyGroupsStateHandle whole) {
      return Optional.of(whole.getDelegateStateHandle());
    }
    return Optional.empty();
  }

  /** Reads the head of a file. */
  private interface Reader {
    StateHead read(InputStream file) throws IOException;
  }

  private static StateHead read(StreamStateHandle handle, Reader reader) {
    try (var in = handle.openInputStream()) {
      return reader.read(in);
    } catch (IOException | RuntimeException e) {
      // A file of a checkpoint may have gone since: then only the restore can tell.
      return StateHead.UNKNOWN;
    }
  }
}
