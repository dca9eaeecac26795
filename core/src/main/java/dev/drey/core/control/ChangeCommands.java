package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Version;
import java.time.Instant;
import java.util.Optional;

/** New code and settings. */
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
    Configuration changed = changed(before.id(), now.configuration(), amendment);
    limits.check(changed);
    boolean restarts =
        amendment.run().isPresent()
            || changed.equals(now.configuration())
            || !changed.runsAs(now.configuration());
    return before.phase().launch().isPresent() && restarts
        ? updateRunning(before, now, changed, amendment.run(), operation)
        : amend(before, now, changed, amendment.run(), operation);
  }

  private Configuration changed(ApplicationId id, Configuration now, Amendment amendment) {
    Configuration changed = amendment.settings().apply(now);
    Optional<CodeSource> source = amendment.code().apply(now);
    if (source.isEmpty()) {
      code.check(now, changed);
      return changed;
    }
    return changed.withCode(code.keep(id.account(), source.get(), changed));
  }

  /**
   * What no process has to be started anew for. How it was to come up before an update does not
   * outlast the update.
   */
  private Draft amend(
      Application before,
      Version now,
      Configuration changed,
      Optional<RunConfiguration> run,
      OperationId operation) {
    boolean resized = !changed.sizeOptions().equals(now.configuration().sizeOptions());
    if (resized && before.phase().launch().isPresent()) {
      admission.admit(before.id(), changed);
    }
    Instant at = decisions.now();
    Version next = now.next(changed, at);
    Application after =
        before.in(before.phase().amend(operation, next.number())).at(next.number(), at);
    return new Draft(
        run.or(() -> before.run().map(earlier -> RunConfiguration.LATEST))
            .map(after::runAs)
            .orElse(after),
        records(now, next, operation));
  }

  private Draft updateRunning(
      Application before,
      Version now,
      Configuration changed,
      Optional<RunConfiguration> run,
      OperationId operation) {
    Instant at = decisions.now();
    Version next = now.next(changed, at);
    RunConfiguration asked = run.orElse(RunConfiguration.LATEST);
    states.refuseWhileDown(before);
    var change =
        new Change(
            Change.Kind.UPDATE,
            operation,
            next.number(),
            now.number(),
            before.deployment(next.number(), 2),
            stateAskedFor(before, asked),
            Optional.empty(),
            Optional.empty(),
            asked.allowNonRestoredState(),
            before.unnamedSnapshot(),
            now.configuration().snapshotsEnabled(),
            ids.operation(),
            before.deployment(next.number() + 1, 3),
            timeouts,
            writtenBy(before, asked, changed.runtime()));
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

  private Optional<RuntimeEnvironment> writtenBy(
      Application application, RunConfiguration asked, RuntimeEnvironment target) {
    Optional<RuntimeEnvironment> running =
        decisions.running(application).map(version -> version.configuration().runtime());
    return states
        .writer(application, asked, running, target)
        .filter(writer -> !writer.equals(target));
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
