package dev.drey.core.lifecycle;

import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a stop with a savepoint is for. */
public sealed interface Purpose {
  Status status();

  Optional<OperationId> operation();

  Step.Format format();

  /**
   * What comes once it is saved.
   *
   * @param when the savepoint was seen complete
   */
  Clearing saved(Launch stopped, String location, SnapshotName name, Instant when);

  List<Entry> failed(String cause);

  /** The version that the deployment goes on as where it could not be stopped. */
  default int goesOnAs(Launch deployment) {
    return deployment.version();
  }

  default List<Entry> succeeded() {
    return operation().map(id -> List.of(Entry.succeeded(id))).orElse(List.of());
  }

  default List<Entry> cancelled() {
    return operation()
        .map(id -> List.<Entry>of(new Entry.OperationEnded(id, Operation.State.CANCELLED)))
        .orElse(List.of());
  }

  default Set<SnapshotName> needs() {
    return Set.of();
  }

  /** To stop. */
  record Stop(OperationId id) implements Purpose {
    @Override
    public Status status() {
      return Status.STOPPING;
    }

    @Override
    public Optional<OperationId> operation() {
      return Optional.of(id);
    }

    @Override
    public Step.Format format() {
      return Step.Format.CANONICAL;
    }

    @Override
    public Clearing saved(Launch stopped, String location, SnapshotName name, Instant when) {
      return new Clearing(stopped, Status.STOPPING, After.Rest.CLEANLY, succeeded());
    }

    @Override
    public List<Entry> failed(String cause) {
      return List.of(Entry.failed(id, cause));
    }
  }

  /** To go on as another version. */
  record Update(Change change) implements Purpose {
    @Override
    public Status status() {
      return change.status();
    }

    @Override
    public Optional<OperationId> operation() {
      return Optional.of(change.operation());
    }

    @Override
    public Step.Format format() {
      // what RocksDB wrote, Flink promises to read only by the version that wrote it
      return change.writtenBy().isPresent() ? Step.Format.CANONICAL : Step.Format.NATIVE;
    }

    @Override
    public Clearing saved(Launch stopped, String location, SnapshotName name, Instant when) {
      var newest = new Origin.Restore(location, Optional.of(name), false);
      var after =
          new After.Begin(
              change.launch(newest), change.errand(newest, when), change.timeouts().start());
      return new Clearing(stopped, status(), after, List.of());
    }

    @Override
    public int goesOnAs(Launch deployment) {
      return change.insteadOfTarget();
    }

    @Override
    public List<Entry> failed(String cause) {
      return Entry.abandoned(change, cause);
    }

    @Override
    public Set<SnapshotName> needs() {
      return change.needs();
    }
  }

  /**
   * To go back to the version that is being stopped: Flink cannot be told to forget a stop that was
   * begun for an update.
   */
  record CallOff(Change change, OperationId id) implements Purpose {
    @Override
    public Status status() {
      return Status.ROLLING_BACK;
    }

    @Override
    public Optional<OperationId> operation() {
      return Optional.of(id);
    }

    @Override
    public Step.Format format() {
      return Step.Format.NATIVE;
    }

    @Override
    public Clearing saved(Launch stopped, String location, SnapshotName name, Instant when) {
      var newest = new Origin.Restore(location, Optional.of(name), false);
      Errand.Fallback back = change.fallback(newest, when);
      var after = new After.Begin(back.launch(), Errand.rollBack(id), back.patience());
      return new Clearing(stopped, status(), after, List.of());
    }

    /** It was not stopped, and that is what was wanted. */
    @Override
    public List<Entry> failed(String cause) {
      return succeeded();
    }
  }

  /** To wait for the next server. */
  record Park() implements Purpose {
    @Override
    public Status status() {
      return Status.STOPPING;
    }

    @Override
    public Optional<OperationId> operation() {
      return Optional.empty();
    }

    @Override
    public Step.Format format() {
      return Step.Format.CANONICAL;
    }

    @Override
    public Clearing saved(Launch stopped, String location, SnapshotName name, Instant when) {
      var origin = new Origin.Restore(location, Optional.of(name), false);
      return new Clearing(
          stopped, Status.STOPPING, new After.Park(stopped.version(), origin, true), List.of());
    }

    @Override
    public List<Entry> failed(String cause) {
      return List.of();
    }
  }
}
