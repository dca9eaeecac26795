package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Entry;
import dev.drey.core.lifecycle.Errand;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Plan;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What callers can ask for. A command checks and writes; the reconciler acts. */
public final class Commands {
  private static final int RACES = 50;
  private static final String MAINTENANCE_START = "03:00";

  private final Applications applications;
  private final KeptCode code;
  private final FlinkRuntime runtime;
  private final Admission admission;
  private final Reconciler reconciler;
  private final Ledger ledger;
  private final Ids ids;
  private final Clock clock;
  private final Timeouts timeouts;
  private final Declarations declarations;
  private final Quotas quotas;

  public Commands(
      Applications applications,
      KeptCode code,
      FlinkRuntime runtime,
      Admission admission,
      Reconciler reconciler,
      Ids ids,
      Clock clock,
      Timeouts timeouts,
      Declarations declarations,
      Quotas quotas) {
    this.applications = applications;
    this.code = code;
    this.runtime = runtime;
    this.admission = admission;
    this.reconciler = reconciler;
    this.ledger = new Ledger(applications);
    this.ids = ids;
    this.clock = clock;
    this.timeouts = timeouts;
    this.declarations = declarations;
    this.quotas = quotas;
  }

  public Application create(NewApplication asked) {
    ApplicationId id = asked.id();
    checkTags(asked.tags());
    checkConfiguration(asked.configuration());
    if (applications.find(id).isPresent()) {
      throw taken(id);
    }
    if (applications.count(id.region(), id.account()) >= quotas.applications()) {
      throw new Refused(
          Reason.LIMIT_EXCEEDED,
          "the account has "
              + quotas.applications()
              + " applications, which is its limit; delete one, or raise the setting"
              + " drey.quotas.applications");
    }
    return code.whileNaming(() -> written(asked));
  }

  private Application written(NewApplication asked) {
    Configuration configuration =
        asked
            .code()
            .map(code::keep)
            .map(asked.configuration()::withCode)
            .orElse(asked.configuration());
    Instant now = now();
    var application =
        new Application(
            asked.id(),
            ids.application(),
            asked.description(),
            now,
            now,
            1,
            0,
            asked.tags(),
            Optional.empty(),
            MAINTENANCE_START,
            Phase.Ready.NEW,
            0);
    if (!applications.create(application, Version.first(configuration, now))) {
      throw taken(asked.id());
    }
    return application;
  }

  public OperationId start(ApplicationId id, RunConfiguration asked) {
    OperationId operation = ids.operation();
    write(
        id,
        before -> {
          Version version = current(before);
          Origin origin = origin(before, asked);
          Launch launch =
              Launch.first(before.deployment(version.number(), 1), version.number(), origin);
          Phase starting = before.phase().start(launch, Errand.start(operation), giveUpAt());
          version.codeToRun();
          admission.admit(id, version.configuration());
          return new Draft(
              before.named(1).runAs(asked).in(starting), begun(operation, "StartApplication"));
        });
    return operation;
  }

  /** Starts again what only stopped because the server did. */
  public void resume() {
    for (ApplicationId id : applications.all()) {
      write(
          id,
          before -> {
            if (!(before.phase() instanceof Phase.Parked parked)) {
              return new Draft(before, Records.NONE);
            }
            Launch launch =
                Launch.first(
                    before.deployment(parked.version(), 1), parked.version(), parked.origin());
            return new Draft(
                before.named(1).in(parked.start(launch, Errand.resume(), giveUpAt())),
                Records.NONE);
          });
    }
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
      Optional<Application> found = applications.find(id);
      if (found.isEmpty()
          || found.get().phase() instanceof Phase.Ready
          || found.get().phase() instanceof Phase.Parked) {
        continue;
      }
      moving = true;
      Application before = found.get();
      Optional<Plan> plan =
          before.phase().park(before.unnamedSnapshot(), clock.instant().plus(patience));
      if (plan.isPresent() && ledger.write(before.named(1), plan.get(), now())) {
        reconciler.nudge(id);
      }
    }
    return moving;
  }

  public OperationId stop(ApplicationId id) {
    OperationId operation = ids.operation();
    write(
        id,
        before -> {
          Version running = running(before).orElseGet(() -> current(before));
          if (!running.configuration().snapshotsEnabled()) {
            return new Draft(
                before.in(before.phase().stopPlainly(operation)),
                begun(operation, "StopApplication"));
          }
          refuseWhileDown(before);
          SnapshotName name = before.unnamedSnapshot();
          Phase stopping =
              before
                  .phase()
                  .stop(operation, name, true, clock.instant().plus(timeouts.savepoint()));
          return new Draft(
              before.named(1).in(stopping),
              new Records(
                  List.of(),
                  List.of(Snapshot.begun(name, running, true, now())),
                  List.of(),
                  List.of(Operation.begun(operation, "StopApplication", now()))));
        });
    return operation;
  }

  /** Stops without saving anything, whatever is under way. */
  public OperationId forceStop(ApplicationId id) {
    OperationId operation = ids.operation();
    for (int race = 0; race < RACES; race++) {
      Application before = find(id);
      Plan plan = before.phase().forceStop(operation);
      List<Entry> entries = new ArrayList<>();
      entries.add(new Entry.OperationBegun(operation, "StopApplication"));
      entries.addAll(plan.entries());
      if (ledger.write(before, new Plan(plan.phase(), List.of(), entries), now())) {
        reconciler.nudge(id);
        return operation;
      }
    }
    throw busy(id);
  }

  public Updated update(ApplicationId id, Guard guard, Amendment amendment) {
    OperationId operation = ids.operation();
    return code.whileNaming(
        () -> {
          Application after =
              write(
                  id,
                  before -> {
                    guard.check(before);
                    Version now = current(before);
                    Configuration changed = changed(now.configuration(), amendment);
                    checkConfiguration(changed);
                    return before.phase().launch().isPresent()
                        ? updateRunning(before, now, changed, amendment.run(), operation)
                        : amend(before, now, changed, amendment.run(), operation);
                  });
          return new Updated(after, current(after), operation);
        });
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
    Version next = now.next(changed, now());
    Application after = before.in(before.phase().amend(operation)).at(next.number(), now());
    return new Draft(
        run.map(after::runAs).orElse(after),
        Records.of(
            next,
            Operation.begun(operation, "UpdateApplication", now())
                .between(now.number(), next.number())
                .noting(declarations.dropped(now.configuration(), changed))));
  }

  private Draft updateRunning(
      Application before,
      Version now,
      Configuration changed,
      Optional<RunConfiguration> run,
      OperationId operation) {
    Version next = now.next(changed, now());
    Launch running = before.phase().launch().orElseThrow();
    RunConfiguration asked = run.orElse(RunConfiguration.LATEST);
    refuseWhileDown(before);
    var change =
        new Change(
            operation,
            next.number(),
            running.version() == now.number() ? now.number() : running.version(),
            before.deployment(next.number(), 2),
            stateAskedFor(before, asked),
            asked.allowNonRestoredState(),
            before.unnamedSnapshot(),
            now.configuration().snapshotsEnabled(),
            ids.operation(),
            before.deployment(next.number() + 1, 3),
            timeouts);
    Phase checking = before.phase().update(change, clock.instant().plus(timeouts.check()));
    next.codeToRun();
    admission.admit(before.id(), changed);
    return new Draft(
        before.named(3).runAs(asked).in(checking).at(next.number(), now()),
        Records.of(
            next,
            Operation.begun(operation, "UpdateApplication", now())
                .between(now.number(), next.number())
                .noting(declarations.dropped(now.configuration(), changed))));
  }

  /** Absent for the state that the running version saves as it stops. */
  private Optional<Origin> stateAskedFor(Application application, RunConfiguration asked) {
    return asked.restore() == RestoreType.LATEST
        ? Optional.empty()
        : Optional.of(origin(application, asked));
  }

  public void delete(ApplicationId id, Instant createdAt) {
    write(
        id,
        before -> {
          if (!sameSecond(createdAt, before.createdAt())) {
            throw new Refused(
                Reason.INVALID_ARGUMENT,
                "CreateTimestamp is "
                    + createdAt
                    + ", but "
                    + id.name()
                    + " was created at "
                    + before.createdAt());
          }
          boolean keep = Tags.keepSnapshots(before.tags());
          Records records =
              before
                  .phase()
                  .saving()
                  .flatMap(name -> applications.snapshot(id, name))
                  .map(snapshot -> Records.of(snapshot.failed("the application was deleted")))
                  .orElse(Records.NONE);
          return new Draft(before.in(before.phase().delete(keep)), records);
        });
  }

  public void snapshot(ApplicationId id, SnapshotName name) {
    write(
        id,
        before -> {
          refuseWhileDown(before);
          Phase saving = before.phase().snapshot(name, clock.instant().plus(timeouts.savepoint()));
          Version running = running(before).orElseThrow();
          List<Snapshot> all = applications.snapshots(id);
          if (all.stream().anyMatch(snapshot -> snapshot.name().equals(name))) {
            throw new Refused(
                Reason.IN_USE,
                id.name() + " has a snapshot named " + name + "; choose another name");
          }
          if (all.stream().filter(Snapshot::listed).count() >= quotas.snapshotsPerApplication()) {
            throw new Refused(
                Reason.LIMIT_EXCEEDED,
                id.name()
                    + " has "
                    + quotas.snapshotsPerApplication()
                    + " snapshots, which is its limit; delete some, or raise the setting"
                    + " drey.quotas.snapshots-per-application");
          }
          return new Draft(
              before.in(saving), Records.of(Snapshot.begun(name, running, true, now())));
        });
  }

  public void deleteSnapshot(ApplicationId id, SnapshotName name, Instant createdAt) {
    write(
        id,
        before -> {
          Snapshot snapshot = listedSnapshot(id, name);
          if (!sameSecond(createdAt, snapshot.createdAt())) {
            throw new Refused(
                Reason.INVALID_ARGUMENT,
                "SnapshotCreationTimestamp is "
                    + createdAt
                    + ", but "
                    + name
                    + " was created at "
                    + snapshot.createdAt());
          }
          if (snapshot.status() == SnapshotStatus.CREATING) {
            throw new Refused(
                Reason.IN_USE,
                "snapshot " + name + " is still being taken; wait until it is READY");
          }
          if (before.phase().needs().contains(name)) {
            throw new Refused(
                Reason.IN_USE,
                id.name()
                    + " was started from snapshot "
                    + name
                    + " and has not completed a checkpoint since; try again after its next one");
          }
          return new Draft(before, Records.of(snapshot.deleting()));
        });
  }

  /**
   * A snapshot that callers see.
   *
   * @throws Refused if there is none of that name
   */
  public Snapshot listedSnapshot(ApplicationId id, SnapshotName name) {
    return applications
        .snapshot(id, name)
        .filter(Snapshot::listed)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.NOT_FOUND,
                    "snapshot " + name + " of application " + id.name() + " does not exist"));
  }

  public void tag(ApplicationId id, Map<String, String> tags) {
    write(
        id,
        before -> {
          var all = new TreeMap<>(before.tags());
          all.putAll(tags);
          checkTags(all);
          return new Draft(before.tagged(all), Records.NONE);
        });
  }

  public void untag(ApplicationId id, List<String> keys) {
    write(
        id,
        before -> {
          var left = new TreeMap<>(before.tags());
          keys.forEach(left::remove);
          return new Draft(before.tagged(left), Records.NONE);
        });
  }

  /** The application, or a refusal if there is none. */
  public Application find(ApplicationId id) {
    return applications
        .find(id)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.NOT_FOUND,
                    "application " + id.name() + " does not exist in account " + id.account()));
  }

  private Version current(Application application) {
    return applications.version(application.id(), application.version()).orElseThrow();
  }

  private Optional<Version> running(Application application) {
    return application
        .phase()
        .launch()
        .flatMap(launch -> applications.version(application.id(), launch.version()));
  }

  private Origin origin(Application application, RunConfiguration asked) {
    return switch (asked.restore()) {
      case SKIP -> new Origin.Empty();
      case LATEST -> newest(application, asked.allowNonRestoredState());
      case CUSTOM ->
          restore(
              usable(application.id(), asked.snapshot().orElseThrow()),
              asked.allowNonRestoredState());
    };
  }

  private Origin newest(Application application, boolean allowNonRestored) {
    if (application.phase() instanceof Phase.Ready ready && ready.leftAt().isPresent()) {
      return new Origin.Restore(ready.leftAt().get(), Optional.empty(), allowNonRestored);
    }
    if (application.phase() instanceof Phase.Parked parked) {
      return parked.origin();
    }
    return applications.snapshots(application.id()).stream()
        .filter(Snapshot::isUsable)
        .findFirst()
        .map(snapshot -> restore(snapshot, allowNonRestored))
        .orElseGet(Origin.Empty::new);
  }

  private static Origin restore(Snapshot snapshot, boolean allowNonRestored) {
    return new Origin.Restore(
        snapshot.location().orElseThrow(), Optional.of(snapshot.name()), allowNonRestored);
  }

  private Snapshot usable(ApplicationId id, SnapshotName name) {
    Optional<Snapshot> snapshot = applications.snapshot(id, name).filter(Snapshot::listed);
    if (snapshot.isEmpty() || !snapshot.get().isUsable()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "snapshot "
              + name
              + " of "
              + id.name()
              + snapshot
                  .map(found -> " is " + found.status() + ", not READY")
                  .orElse(" does not exist")
              + "; ListApplicationSnapshots shows those there are");
    }
    return snapshot.get();
  }

  private void checkConfiguration(Configuration configuration) {
    if (!runtime.environments().contains(configuration.runtime())) {
      throw new Refused(
          Reason.UNSUPPORTED,
          "there is no distribution for "
              + configuration.runtime()
              + " here; there is one for "
              + runtime.environments().stream().sorted().toList());
    }
    if (configuration.parallelism().kpus() > quotas.kpusPerApplication()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "Parallelism "
              + configuration.parallelism().parallelism()
              + " at ParallelismPerKPU "
              + configuration.parallelism().perKpu()
              + " is "
              + configuration.parallelism().kpus()
              + " KPUs; an application may have "
              + quotas.kpusPerApplication()
              + " (setting drey.quotas.kpus-per-application)");
    }
    declarations.check(configuration);
  }

  private void checkTags(Map<String, String> tags) {
    if (tags.size() > quotas.tags()) {
      throw new Refused(
          Reason.TOO_MANY_TAGS,
          "an application may carry "
              + quotas.tags()
              + " tags, and this would make "
              + tags.size());
    }
    declarations.checkTags(tags);
  }

  /** In AWS's words: a job that is coming back cannot save its state. */
  private void refuseWhileDown(Application application) {
    if (application.status() != Status.RUNNING) {
      return;
    }
    boolean healthy =
        reconciler
            .lastSeen(application.id())
            .filter(seen -> seen.condition() == Condition.HEALTHY)
            .isPresent();
    if (!healthy) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "Failed to take snapshot for the application "
              + application.id().name()
              + " at this moment. The application is currently experiencing downtime."
              + reconciler
                  .lastSeen(application.id())
                  .flatMap(seen -> seen.cause())
                  .map(cause -> " Its newest failure: " + cause + ".")
                  .orElse("")
              + " Retry when it runs again, or stop it with Force, which takes no snapshot.");
    }
  }

  private static Refused taken(ApplicationId id) {
    return new Refused(
        Reason.IN_USE,
        "an application named " + id.name() + " exists already; choose another name or delete it");
  }

  private static Refused busy(ApplicationId id) {
    return new Refused(
        Reason.STALE_VERSION, id.name() + " is being changed by many callers; try again");
  }

  private static boolean sameSecond(Instant one, Instant other) {
    return one.truncatedTo(ChronoUnit.SECONDS).equals(other.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Records begun(OperationId id, Instant now, String kind) {
    return Records.of(Operation.begun(id, kind, now));
  }

  private Records begun(OperationId id, String kind) {
    return begun(id, now(), kind);
  }

  private Instant giveUpAt() {
    return clock.instant().plus(timeouts.start());
  }

  private Instant now() {
    return clock.instant();
  }

  /** An application as a command wants it, and what is written with it. */
  private record Draft(Application after, Records records) {}

  /** Decides on the newest revision, and again if somebody else writes first. */
  private Application write(ApplicationId id, Function<Application, Draft> decide) {
    for (int race = 0; race < RACES; race++) {
      Application before = find(id);
      Draft draft = decide.apply(before);
      if (applications.replace(before, draft.after(), draft.records())) {
        reconciler.nudge(id);
        return draft.after().written();
      }
    }
    throw busy(id);
  }
}
