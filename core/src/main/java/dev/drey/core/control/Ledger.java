package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Entry;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Milestones;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Plan;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Timeline;
import dev.drey.core.model.Timeline.Milestone;
import dev.drey.core.model.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a plan wants written down into records, and writes them together with the phase. */
final class Ledger {
  private final Applications applications;

  Ledger(Applications applications) {
    this.applications = applications;
  }

  /** Writes it, or returns false if somebody else wrote first. */
  boolean write(Application before, Plan plan, Instant now) {
    return write(before, plan, Optional.empty(), now);
  }

  /** The same, with what was seen in the timeline of the operation that waits. */
  boolean write(Application before, Plan plan, Sighting seen, Instant now) {
    return write(before, plan, Optional.of(seen), now);
  }

  private boolean write(Application before, Plan plan, Optional<Sighting> seen, Instant now) {
    for (Entry entry : plan.entries()) {
      if (entry instanceof Entry.Gone gone) {
        return applications.remove(before, gone.keepSnapshots());
      }
    }
    Draft draft = draft(before, plan, seen, now);
    return applications.replace(before, draft.after(), draft.records());
  }

  /** What a plan would have written. */
  Draft draft(Application before, Plan plan, Instant now) {
    return draft(before, plan, Optional.empty(), now);
  }

  private Draft draft(Application before, Plan plan, Optional<Sighting> seen, Instant now) {
    var page = new Page(before.in(plan.phase()), now);
    plan.entries().forEach(page::add);
    seen.ifPresent(sighting -> page.note(before.phase(), plan, sighting));
    return new Draft(page.application, page.records());
  }

  /**
   * Writes what a phase has reached that stays.
   *
   * @return whether there was anything new, and so a new revision
   */
  boolean note(Application application, Sighting seen, Instant now) {
    List<Milestone> reached = Milestones.during(application.phase(), seen);
    if (reached.isEmpty()) {
      return false;
    }
    return application
        .phase()
        .operation()
        .flatMap(id -> applications.operation(application.id(), id))
        .filter(operation -> !reached.stream().allMatch(operation.timeline()::has))
        .map(operation -> operation.going(operation.timeline().reached(reached, now)))
        .filter(operation -> applications.replace(application, application, Records.of(operation)))
        .isPresent();
  }

  /** What one write holds; a later entry sees what an earlier one made. */
  private final class Page {
    private Application application;
    private final Instant now;
    private final Map<Integer, Version> versions = new LinkedHashMap<>();
    private final Map<SnapshotName, Snapshot> snapshots = new LinkedHashMap<>();
    private final Map<OperationId, Operation> operations = new LinkedHashMap<>();

    Page(Application application, Instant now) {
      this.application = application;
      this.now = now;
    }

    void add(Entry entry) {
      if (entry instanceof Entry.OperationBegun begun) {
        operations.put(begun.id(), begun(begun));
      } else if (entry instanceof Entry.OperationEnded ended) {
        operations.put(
            ended.id(),
            operation(ended.id()).ended(ended.how(), now, ended.cause(), ended.rollback()));
      } else if (entry instanceof Entry.SnapshotBegun begun) {
        Version version = version(begun.version());
        snapshots.put(begun.name(), Snapshot.begun(begun.name(), version, begun.listed(), now));
      } else if (entry instanceof Entry.SnapshotTaken taken) {
        snapshots.put(taken.name(), snapshot(taken.name()).taken(taken.location()));
      } else if (entry instanceof Entry.SnapshotFailed failed) {
        snapshots.put(failed.name(), snapshot(failed.name()).failed(failed.cause()));
      } else if (entry instanceof Entry.VersionAbandoned abandoned) {
        abandon(abandoned);
      } else if (entry instanceof Entry.VersionLeft left) {
        versions.put(left.version(), version(left.version()).givenUp());
      }
    }

    private Operation begun(Entry.OperationBegun entry) {
      Operation operation = Operation.begun(entry.id(), entry.kind(), now);
      return entry.to().isPresent()
          ? operation.between(entry.from().orElseThrow(), entry.to().getAsInt())
          : operation;
    }

    /** In the timeline: how far it came, and what Flink said where it came no further. */
    void note(Phase before, Plan plan, Sighting seen) {
      List<Milestone> reached = Milestones.between(before, seen, plan.phase());
      Optional<String> trace = Milestones.trace(before, seen, plan.phase());
      if (!reached.isEmpty() || trace.isPresent()) {
        Milestones.waiting(before, plan)
            .flatMap(this::known)
            .ifPresent(
                operation -> {
                  Timeline timeline = operation.timeline().reached(reached, now);
                  Timeline traced = trace.map(timeline::traced).orElse(timeline);
                  put(operation.going(started(plan.phase()).map(traced::of).orElse(traced)));
                });
      }
      if (Milestones.isFirstCheckpoint(before, plan.phase())) {
        started(plan.phase()).flatMap(this::starter).ifPresent(this::firstCheckpoint);
      }
    }

    private static Optional<DeploymentId> started(Phase phase) {
      return phase instanceof Running ? phase.launch().map(Launch::deployment) : Optional.empty();
    }

    /** The operation that started a deployment; none where a server did by itself. */
    private Optional<Operation> starter(DeploymentId deployment) {
      return applications.operations(application.id()).stream()
          .filter(each -> each.timeline().deployment().filter(deployment::equals).isPresent())
          .findFirst();
    }

    private void firstCheckpoint(Operation operation) {
      put(operation.going(operation.timeline().reached(List.of(Milestone.FIRST_CHECKPOINT), now)));
    }

    private void put(Operation operation) {
      operations.put(operation.id(), operation);
    }

    private Optional<Operation> known(OperationId id) {
      return Optional.ofNullable(operations.get(id))
          .or(() -> applications.operation(application.id(), id));
    }

    private void abandon(Entry.VersionAbandoned entry) {
      Version given = version(entry.abandoned());
      versions.put(given.number(), given.givenUp());
      Version copy = version(entry.backTo()).insteadOf(entry.abandoned(), now);
      versions.put(copy.number(), copy);
      application = application.at(copy.number(), now);
    }

    private Version version(int number) {
      return versions.computeIfAbsent(
          number, n -> applications.version(application.id(), n).orElseThrow());
    }

    private Snapshot snapshot(SnapshotName name) {
      return snapshots.computeIfAbsent(
          name, n -> applications.snapshot(application.id(), n).orElseThrow());
    }

    private Operation operation(OperationId id) {
      return operations.computeIfAbsent(
          id, n -> applications.operation(application.id(), n).orElseThrow());
    }

    Records records() {
      return new Records(
          List.copyOf(versions.values()),
          List.copyOf(snapshots.values()),
          List.of(),
          List.copyOf(operations.values()));
    }
  }
}
