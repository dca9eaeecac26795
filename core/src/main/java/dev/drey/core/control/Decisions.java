package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Plan;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Decides on the newest revision of an application, and again if somebody else writes first. */
final class Decisions {
  private static final int RACES = 50;

  private final Applications applications;
  private final Reconciler reconciler;
  private final Ledger ledger;
  private final Clock clock;

  Decisions(Applications applications, Reconciler reconciler, Clock clock) {
    this.applications = applications;
    this.reconciler = reconciler;
    this.ledger = new Ledger(applications);
    this.clock = clock;
  }

  /** An application as a command wants it, and what is written with it. */
  record Draft(Application after, Records records) {
    static Draft of(Application after) {
      return new Draft(after, Records.NONE);
    }
  }

  /** Writes what was decided, and returns the application as it is then. */
  Application write(ApplicationId id, Function<Application, Draft> decide) {
    for (int race = 0; race < RACES; race++) {
      Application before = find(id);
      Draft draft = decide.apply(before);
      if (applications.replace(before, draft.after(), draft.records())) {
        reconciler.nudge(id);
        return draft.after().written();
      }
    }
    throw new Refused(
        Reason.STALE_VERSION, id.name() + " is being changed by many callers; try again");
  }

  /** What a phase has decided by itself. */
  Draft planned(Application before, Plan plan) {
    return ledger.draft(before, plan, now());
  }

  /** One attempt, for what has another try later anyway. */
  void carryOutOnce(Application before, Plan plan) {
    if (ledger.write(before, plan, now())) {
      reconciler.nudge(before.id());
    }
  }

  /** The application, or a refusal if there is none. */
  Application find(ApplicationId id) {
    return applications
        .find(id)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.NOT_FOUND,
                    "application " + id.name() + " does not exist in account " + id.account()));
  }

  /** The version that the API shows. */
  Version current(Application application) {
    return applications.version(application.id(), application.version()).orElseThrow();
  }

  /** The version that has processes. */
  Optional<Version> running(Application application) {
    return application
        .phase()
        .launch()
        .flatMap(launch -> applications.version(application.id(), launch.version()));
  }

  Operation begun(OperationId operation, String kind) {
    return Operation.begun(operation, kind, now());
  }

  Instant now() {
    return clock.instant();
  }
}
