package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Entry;
import dev.drey.core.lifecycle.Errand;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Parked;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Plan;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applications run and stop: because their owners want it, or because the server comes or goes. */
public final class RunCommands {
  private static final String START = "StartApplication";
  private static final String STOP = "StopApplication";

  private final Applications applications;
  private final Limits limits;
  private final Admission admission;
  private final Decisions decisions;
  private final States states;
  private final Ids ids;
  private final Timeouts timeouts;

  RunCommands(
      Applications applications,
      Limits limits,
      Admission admission,
      Decisions decisions,
      States states,
      Ids ids,
      Timeouts timeouts) {
    this.applications = applications;
    this.limits = limits;
    this.admission = admission;
    this.decisions = decisions;
    this.states = states;
    this.ids = ids;
    this.timeouts = timeouts;
  }

  public OperationId start(ApplicationId id, RunConfiguration asked) {
    OperationId operation = ids.operation();
    decisions.write(
        id,
        before -> {
          Version version = decisions.current(before);
          states.writer(before, asked, Optional.empty(), version.configuration().runtime());
          Launch launch =
              Launch.first(
                  before.deployment(version.number(), 1),
                  version.number(),
                  states.askedFor(before, asked));
          Errand errand = Errand.start(operation).sparing(before.phase().left());
          Phase starting = before.phase().start(launch, errand, giveUpAt());
          version.codeToRun();
          limits.checkNothingMissing(version.configuration());
          admission.admit(id, version.configuration());
          return new Draft(
              before.named(1).runAs(asked).in(starting),
              Records.of(decisions.begun(operation, START)));
        });
    return operation;
  }

  public OperationId stop(ApplicationId id) {
    OperationId operation = ids.operation();
    decisions.write(
        id,
        before -> {
          Version running = decisions.running(before).orElseGet(() -> decisions.current(before));
          return running.configuration().snapshotsEnabled()
              ? stopSaving(before, running, operation)
              : stopPlainly(before, operation);
        });
    return operation;
  }

  private Draft stopPlainly(Application before, OperationId operation) {
    return new Draft(
        before.in(before.phase().stopPlainly(operation)),
        Records.of(decisions.begun(operation, STOP)));
  }

  private Draft stopSaving(Application before, Version running, OperationId operation) {
    states.refuseWhileDown(before);
    SnapshotName name = before.unnamedSnapshot();
    Instant now = decisions.now();
    Phase stopping = before.phase().stop(operation, name, true, now.plus(timeouts.savepoint()));
    return new Draft(
        before.named(1).in(stopping),
        new Records(
            List.of(),
            List.of(Snapshot.begun(name, running, true, now)),
            List.of(),
            List.of(decisions.begun(operation, STOP))));
  }

  /** Stops without saving anything, whatever is under way. */
  public OperationId forceStop(ApplicationId id) {
    OperationId operation = ids.operation();
    decisions.write(
        id,
        before -> {
          Plan plan = before.phase().forceStop(operation);
          List<Entry> entries = new ArrayList<>();
          entries.add(new Entry.OperationBegun(operation, STOP));
          entries.addAll(plan.entries());
          return decisions.planned(before, new Plan(plan.phase(), List.of(), entries));
        });
    return operation;
  }

  /** Starts again what only stopped because the server did. */
  public void resume() {
    applications.all().stream()
        .filter(this::isParked)
        .forEach(id -> decisions.write(id, this::resumed));
  }

  private boolean isParked(ApplicationId id) {
    return applications.find(id).filter(it -> it.phase() instanceof Parked).isPresent();
  }

  private Draft resumed(Application before) {
    if (!(before.phase() instanceof Parked parked)) {
      return Draft.of(before);
    }
    Launch launch =
        Launch.first(before.deployment(parked.version(), 1), parked.version(), parked.origin());
    return Draft.of(before.named(1).in(parked.start(launch, Errand.resume(), giveUpAt())));
  }

  /**
   * Stops what runs for as long as the server is down.
   *
   * @param patience for each savepoint, after which the newest checkpoint has to do
   * @return whether something has still to come to rest
   */
  public boolean park(Duration patience) {
    boolean moving = false;
    for (ApplicationId id : applications.all()) {
      Optional<Application> found =
          applications
              .find(id)
              .filter(it -> !(it.phase() instanceof Ready))
              .filter(it -> !(it.phase() instanceof Parked));
      moving |= found.isPresent();
      found.ifPresent(before -> park(before, patience));
    }
    return moving;
  }

  private void park(Application before, Duration patience) {
    before
        .phase()
        .park(before.unnamedSnapshot(), decisions.now().plus(patience))
        .ifPresent(plan -> decisions.carryOutOnce(before.named(1), plan));
  }

  private Instant giveUpAt() {
    return decisions.now().plus(timeouts.start());
  }
}
