package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Version;
import java.time.Instant;
import java.util.Optional;

/** What makes versions. */
public final class ChangeCommands {
  private static final String UPDATE = "UpdateApplication";

  private final KeptCode code;
  private final Admission admission;
  private final Decisions decisions;
  private final Limits limits;
  private final Declarations declarations;
  private final States states;
  private final Ids ids;
  private final Timeouts timeouts;

  ChangeCommands(
      KeptCode code,
      Admission admission,
      Decisions decisions,
      Limits limits,
      Declarations declarations,
      States states,
      Ids ids,
      Timeouts timeouts) {
    this.code = code;
    this.admission = admission;
    this.decisions = decisions;
    this.limits = limits;
    this.declarations = declarations;
    this.states = states;
    this.ids = ids;
    this.timeouts = timeouts;
  }

  public Updated update(ApplicationId id, Guard guard, Amendment amendment) {
    OperationId operation = ids.operation();
    return code.whileNaming(
        () -> {
          Application after =
              decisions.write(id, before -> update(before, guard, amendment, operation));
          return new Updated(after, decisions.current(after), operation);
        });
  }

  private Draft update(
      Application before, Guard guard, Amendment amendment, OperationId operation) {
    guard.check(before);
    Version now = decisions.current(before);
    Configuration changed = changed(now.configuration(), amendment);
    limits.check(changed);
    return before.phase().launch().isPresent()
        ? updateRunning(before, now, changed, amendment.run(), operation)
        : amend(before, now, changed, amendment.run(), operation);
  }

  private Configuration changed(Configuration now, Amendment amendment) {
    Configuration changed = amendment.settings().apply(now);
    return amendment.code().apply(now).map(code::keep).map(changed::withCode).orElse(changed);
  }

  private Draft amend(
      Application before,
      Version now,
      Configuration changed,
      Optional<RunConfiguration> run,
      OperationId operation) {
    Instant at = decisions.now();
    Version next = now.next(changed, at);
    Application after = before.in(before.phase().amend(operation)).at(next.number(), at);
    return new Draft(run.map(after::runAs).orElse(after), records(now, next, operation));
  }

  private Draft updateRunning(
      Application before,
      Version now,
      Configuration changed,
      Optional<RunConfiguration> run,
      OperationId operation) {
    Instant at = decisions.now();
    Version next = now.next(changed, at);
    Launch running = before.phase().launch().orElseThrow();
    RunConfiguration asked = run.orElse(RunConfiguration.LATEST);
    states.refuseWhileDown(before);
    var change =
        new Change(
            operation,
            next.number(),
            running.version(),
            before.deployment(next.number(), 2),
            stateAskedFor(before, asked),
            asked.allowNonRestoredState(),
            before.unnamedSnapshot(),
            now.configuration().snapshotsEnabled(),
            ids.operation(),
            before.deployment(next.number() + 1, 3),
            timeouts);
    Phase checking = before.phase().update(change, at.plus(timeouts.check()));
    next.codeToRun();
    admission.admit(before.id(), changed);
    return new Draft(
        before.named(3).runAs(asked).in(checking).at(next.number(), at),
        records(now, next, operation));
  }

  /** Absent for the state that the running version saves as it stops. */
  private Optional<Origin> stateAskedFor(Application application, RunConfiguration asked) {
    return asked.restore() == RestoreType.LATEST
        ? Optional.empty()
        : Optional.of(states.askedFor(application, asked));
  }

  private Records records(Version from, Version to, OperationId operation) {
    return Records.of(
        to,
        decisions
            .begun(operation, UPDATE)
            .between(from.number(), to.number())
            .noting(declarations.dropped(from.configuration(), to.configuration())));
  }
}
