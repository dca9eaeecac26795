package dev.drey.core.lifecycle;

import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import java.util.List;
import java.util.Optional;

/** Something to write down together with a change of phase: all of it or nothing. */
public sealed interface Entry {

  record OperationBegun(OperationId id, String kind) implements Entry {}

  record OperationEnded(
      OperationId id, Operation.State how, Optional<String> cause, Optional<OperationId> rollback)
      implements Entry {
    OperationEnded(OperationId id, Operation.State how) {
      this(id, how, Optional.empty(), Optional.empty());
    }
  }

  record SnapshotBegun(SnapshotName name, int version, boolean listed) implements Entry {}

  record SnapshotTaken(SnapshotName name, String location) implements Entry {}

  record SnapshotFailed(SnapshotName name, String cause) implements Entry {}

  /**
   * A version could not be reached; the one after it becomes current and is a copy of {@code
   * backTo}.
   */
  record VersionAbandoned(int abandoned, int backTo) implements Entry {}

  /** The application is gone. */
  record Gone(boolean keepSnapshots) implements Entry {}

  static Entry succeeded(OperationId id) {
    return new OperationEnded(id, Operation.State.SUCCESSFUL);
  }

  static Entry failed(OperationId id, String cause) {
    return new OperationEnded(id, Operation.State.FAILED, Optional.of(cause), Optional.empty());
  }

  /** An update ends here without the running version having been stopped. */
  static List<Entry> abandoned(Change change, String cause) {
    return List.of(
        new OperationEnded(
            change.operation(),
            Operation.State.FAILED,
            Optional.of(cause),
            Optional.of(change.rollback())),
        new VersionAbandoned(change.target(), change.from()),
        new OperationBegun(change.rollback(), "RollbackApplication"),
        succeeded(change.rollback()));
  }
}
