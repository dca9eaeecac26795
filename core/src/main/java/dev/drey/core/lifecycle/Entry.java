package dev.drey.core.lifecycle;

import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Something to write down together with a change of phase: all of it or nothing. */
public sealed interface Entry {

  /**
   * An operation that nobody called for, or that is called for in the middle of another.
   *
   * @param from with {@code to}: the versions it leads between, where it leads to another version
   */
  record OperationBegun(OperationId id, String kind, OptionalInt from, OptionalInt to)
      implements Entry {
    public OperationBegun(OperationId id, String kind) {
      this(id, kind, OptionalInt.empty(), OptionalInt.empty());
    }
  }

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

  /** A rollback has left this version behind. */
  record VersionLeft(int version) implements Entry {}

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
        rollback(change.rollback(), change.target()),
        succeeded(change.rollback()));
  }

  /** Somebody wants an update undone before it has come to its end. */
  static List<Entry> calledOff(OperationId update, int target, int from, OperationId rollback) {
    return List.of(
        new OperationEnded(
            update, Operation.State.CANCELLED, Optional.empty(), Optional.of(rollback)),
        new VersionAbandoned(target, from),
        rollback(rollback, target));
  }

  /** From a version that was given up to the copy that takes its place. */
  static Entry rollback(OperationId id, int abandoned) {
    return new OperationBegun(
        id, "RollbackApplication", OptionalInt.of(abandoned), OptionalInt.of(abandoned + 1));
  }
}
