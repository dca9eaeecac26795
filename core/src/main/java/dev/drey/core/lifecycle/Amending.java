package dev.drey.core.lifecycle;

import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings that no job sees have changed, and the operation has still to say so. */
public record Amending(Phase back, OperationId id) implements Phase {
  @Override
  public Status status() {
    return Status.UPDATING;
  }

  @Override
  public Watch watch() {
    return back.watch();
  }

  @Override
  public Optional<OperationId> operation() {
    return Optional.of(id);
  }

  @Override
  public Set<SnapshotName> needs() {
    return back.needs();
  }

  @Override
  public boolean settled() {
    return back.settled();
  }

  @Override
  public Plan forceStop(OperationId operation) {
    if (launch().isEmpty()) {
      return Phase.super.forceStop(operation);
    }
    return Clearing.byForce(
        launch().get(),
        operation,
        List.of(new Entry.OperationEnded(id, Operation.State.CANCELLED)));
  }

  @Override
  public Plan next(Sighting seen, Instant now) {
    return launch()
        .flatMap(seen::logsUnlike)
        .map(tuning -> Plan.stay(this, tuning))
        .orElseGet(() -> Plan.become(back, Entry.succeeded(id)));
  }
}
