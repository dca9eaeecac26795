package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.OlderState;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Back to the code and settings of an earlier version, with the state of the one that runs: a copy
 * of the earlier version becomes the current one.
 */
public final class RollbackCommands {
  private static final String ROLL_BACK = "RollbackApplication";

  private final Applications applications;
  private final KeptCode code;
  private final Admission admission;
  private final Decisions decisions;
  private final Limits limits;
  private final States states;
  private final Ids ids;
  private final Timeouts timeouts;

  RollbackCommands(
      Applications applications,
      KeptCode code,
      Admission admission,
      Decisions decisions,
      Limits limits,
      States states,
      Ids ids,
      Timeouts timeouts) {
    this.applications = applications;
    this.code = code;
    this.admission = admission;
    this.decisions = decisions;
    this.limits = limits;
    this.states = states;
    this.ids = ids;
    this.timeouts = timeouts;
  }

  /** To the version that ran before; an update that is under way is undone. */
  public Updated toPrevious(ApplicationId id, Guard guard) {
    return rollBack(
        id,
        guard,
        (before, now, operation) -> {
          if (before.status() == Status.UPDATING) {
            return decisions.planned(
                before.named(1),
                before.phase().callOff(operation, before.deployment(now.number() + 1, 1)));
          }
          if (before.status() != Status.RUNNING) {
            throw new Refused(
                Reason.IN_USE,
                id.name()
                    + " is "
                    + before.status()
                    + "; it can be rolled back while it is RUNNING or UPDATING");
          }
          return running(before, now, previous(id, now), RunConfiguration.LATEST, operation);
        });
  }

  /**
   * To any version there was.
   *
   * @param asked the state: what the running version saves, or a snapshot by name
   */
  public Updated to(ApplicationId id, Guard guard, int number, RunConfiguration asked) {
    return rollBack(
        id,
        guard,
        (before, now, operation) -> {
          if (number == now.number()) {
            throw new Refused(
                Reason.INVALID_ARGUMENT, id.name() + " is at version " + number + " already");
          }
          Version wanted =
              applications
                  .version(id, number)
                  .orElseThrow(
                      () ->
                          new Refused(
                              Reason.NOT_FOUND,
                              id.name()
                                  + " has no version "
                                  + number
                                  + "; ListApplicationVersions shows those there are"));
          return before.status() == Status.RUNNING
              ? running(before, now, wanted, asked, operation)
              : resting(before, now, wanted, asked, operation);
        });
  }

  /** One way to decide about a rollback. */
  private interface Way {
    Draft decide(Application before, Version now, OperationId operation);
  }

  private Updated rollBack(ApplicationId id, Guard guard, Way way) {
    OperationId operation = ids.operation();
    return code.whileNaming( // code of an old version may be about to be deleted
        () -> {
          Application after =
              decisions.write(
                  id,
                  before -> {
                    guard.check(before);
                    return way.decide(before, decisions.current(before), operation);
                  });
          return new Updated(after, decisions.current(after), operation);
        });
  }

  private Version previous(ApplicationId id, Version now) {
    OptionalInt number =
        new Lineage(each -> Lineage.Link.of(version(id, each))).previous(now.number());
    if (number.isEmpty()) {
      throw new Refused(
          Reason.INVALID_REQUEST,
          id.name()
              + " has no version before "
              + now.number()
              + " that ran; ListApplicationVersions shows those there are");
    }
    return version(id, number.getAsInt());
  }

  private Version version(ApplicationId id, int number) {
    return applications.version(id, number).orElseThrow();
  }

  private Draft running(
      Application before,
      Version now,
      Version wanted,
      RunConfiguration asked,
      OperationId operation) {
    Instant at = decisions.now();
    Version next = wanted.insteadOf(now.number(), at);
    limits.check(next.configuration());
    next.codeToRun();
    code.refuseGone(wanted);
    Change change = change(before, now, next, asked, operation);
    Phase phase = begun(before, change, at);
    admission.admit(before.id(), next.configuration());
    return new Draft(
        before.named(4).runAs(asked).in(phase).at(next.number(), at),
        Records.of(next, begun(now, next, operation)));
  }

  /** What is down cannot save its state, and is what rollbacks are for. */
  private Phase begun(Application before, Change change, Instant at) {
    if (states.isDown(before.id())) {
      return before.phase().updateUnsaved(change);
    }
    states.refuseWhileDown(before);
    return before.phase().update(change, at.plus(timeouts.check()));
  }

  private Change change(
      Application before,
      Version now,
      Version next,
      RunConfiguration asked,
      OperationId operation) {
    int number = next.number();
    Optional<Snapshot> older = older(before.id(), now, next, asked);
    boolean directly = asked.restore() == RestoreType.CUSTOM || cannotRead(next, now);
    return new Change(
        Change.Kind.ROLL_BACK,
        operation,
        number,
        now.number(),
        before.deployment(number, 2),
        older.filter(it -> directly).map(it -> restore(it, asked)),
        older
            .filter(it -> !directly)
            .map(
                it ->
                    new OlderState(
                        before.deployment(number, 4),
                        restore(it, asked),
                        it.createdAt(),
                        timeouts.start())),
        older.filter(it -> directly).map(it -> OlderState.again(it.createdAt())),
        asked.allowNonRestoredState(),
        before.unnamedSnapshot(),
        now.configuration().snapshotsEnabled(),
        ids.operation(),
        before.deployment(number + 1, 3),
        timeouts,
        writtenBy(now, next, older.filter(it -> directly)));
  }

  private static Optional<RuntimeEnvironment> writtenBy(
      Version now, Version next, Optional<Snapshot> instead) {
    return instead
        .map(Snapshot::runtime)
        .or(() -> Optional.of(now.configuration().runtime()))
        .filter(writer -> !writer.equals(next.configuration().runtime()));
  }

  private static Origin restore(Snapshot snapshot, RunConfiguration asked) {
    return States.restore(snapshot, asked.allowNonRestoredState());
  }

  /** State that a later Flink has written is never tried on an earlier one. */
  private static boolean cannotRead(Version next, Version now) {
    return next.configuration().runtime().isOlderThan(now.configuration().runtime());
  }

  private Optional<Snapshot> older(
      ApplicationId id, Version now, Version next, RunConfiguration asked) {
    Optional<SnapshotName> named = asked.snapshot();
    if (named.isPresent()) {
      return Optional.of(states.usable(id, named.get()));
    }
    int wanted = next.rolledBackTo().orElseThrow();
    Optional<Snapshot> found = states.newestUnder(id, version(id, wanted));
    if (found.isEmpty() && cannotRead(next, now)) {
      throw new Refused(
          Reason.INVALID_REQUEST,
          next.configuration().runtime()
              + " cannot read the state of "
              + now.configuration().runtime()
              + ", and there is no snapshot of version "
              + wanted
              + " or before to go back to");
    }
    return found;
  }

  /** Nothing runs, so nothing has to be tried: the next start does. */
  private Draft resting(
      Application before,
      Version now,
      Version wanted,
      RunConfiguration asked,
      OperationId operation) {
    Instant at = decisions.now();
    if (asked.snapshot().isPresent()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          before.id().name() + " is " + before.status() + "; name the snapshot when you start it");
    }
    Version next = wanted.insteadOf(now.number(), at);
    limits.check(next.configuration());
    code.refuseGone(wanted);
    return new Draft(
        before.in(before.phase().amend(operation, next.number())).at(next.number(), at),
        new Records(
            List.of(now.givenUp(), next),
            List.of(),
            List.of(),
            List.of(begun(now, next, operation))));
  }

  private Operation begun(Version from, Version to, OperationId operation) {
    return decisions.begun(operation, ROLL_BACK).between(from.number(), to.number());
  }
}
