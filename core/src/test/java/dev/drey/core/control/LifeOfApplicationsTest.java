package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Checking;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Purpose;
import dev.drey.core.lifecycle.Saving;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Operation;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Random commands, crashes of everything and sightings of all kinds against the real commands,
 * phases and reconciler, with a Flink that counts. Whatever happens: never two clusters of one
 * application, never a start from less state than was safe unless somebody asked for it, and once
 * the faults are over every operation ends and every application comes to rest.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LifeOfApplicationsTest {
  private static final int STORIES = 1_500;
  private static final int LENGTH = 80;

  @Test
  void no_story_loses_state_or_leaves_anything_hanging() {
    for (int seed = 1; seed <= STORIES; seed++) {
      var story = new Story(seed);
      try {
        story.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + "\n" + story.end(), e);
      }
    }
  }

  /** One application's fate. */
  private static final class Story {
    private static final ApplicationId ID =
        new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));

    private final List<String> told = new ArrayList<>();
    private final Random random;
    private final HeldClock clock = new HeldClock();
    private final CountingIds ids = new CountingIds();
    private final InMemoryApplications applications = new InMemoryApplications();
    private final HashedArtifacts artifacts = new HashedArtifacts();
    private final FakeFlink flink = new FakeFlink();

    private Reconciler reconciler;
    private Commands commands;

    /** What the next start must at least have counted. */
    private long floor;

    private int names;

    Story(long seed) {
      random = new Random(seed);
      flink.onRestore(
          (application, counted) ->
              assertThat(counted)
                  .as("state of %s at its start", application.id().name())
                  .isGreaterThanOrEqualTo(floor));
      flink.onDeploy(
          (application, origin) -> {
            told.add("    deployed from " + origin);
            if (origin instanceof Origin.Empty) {
              assertThat(floor).as("nobody asked for an empty start").isZero();
            }
          });
      newServer();
    }

    private void newServer() {
      var code = new KeptCode(applications, artifacts);
      reconciler = new Reconciler(applications, flink, code, clock);
      commands =
          new Commands(
              applications,
              code,
              flink,
              new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
              reconciler,
              new InMemoryEnhancedSnapshots(),
              ids,
              clock,
              Timeouts.DEFAULT,
              NothingDeclared.INSTANCE,
              Quotas.DEFAULT);
    }

    /** The end of the story, which is where it went wrong. */
    String end() {
      return String.join("\n", told.subList(Math.max(0, told.size() - 40), told.size()));
    }

    void play() {
      for (int i = 0; i < LENGTH; i++) {
        act();
        assertOneCluster();
      }
      flink.heal();
      told.add("the faults are over");
      settle();
      assertAtRest();
      removeEverything();
    }

    private void act() {
      switch (random.nextInt(38)) {
        case 0, 1 -> asked("create", this::create);
        case 2, 3 -> asked("start", () -> commands.runs().start(ID, RunConfiguration.LATEST));
        case 4 -> asked("start empty", this::startEmpty);
        case 5 -> asked("start from a snapshot", this::startFromSnapshot);
        case 6, 7 -> asked("stop", () -> commands.runs().stop(ID));
        case 8 -> asked("stop by force", this::forceStop);
        case 9, 10 -> asked("update", () -> update(Optional.empty()));
        case 11 -> asked("update to what fails its check", this::updateFailingCheck);
        case 12 -> asked("update to what never runs", this::updateNeverRunning);
        case 13 -> asked("update from nothing", this::updateFromNothing);
        case 14 -> asked("snapshot", () -> commands.snapshots().create(ID, name()));
        case 15 -> asked("delete a snapshot", this::deleteSnapshot);
        case 16 -> asked("delete", this::delete);
        case 17 -> happens("the job manager dies", flink::killJobManagers);
        case 18 -> happens("the task manager dies", flink::killTaskManagers);
        case 19 -> happens("both die", this::killBoth);
        case 20 -> happens("the server dies in its next step", this::dieInStep);
        case 21 -> happens("the server dies", this::newServer);
        case 22 -> happens("Flink cannot be seen", () -> flink.blind(random.nextBoolean()));
        case 23 -> happens("savepoints fail", () -> flink.failSavepoints(random.nextBoolean()));
        case 24 -> happens("hours pass", () -> clock.forward(Duration.ofHours(1)));
        case 25 -> happens("a checkpoint", this::checkpoint);
        case 26 -> happens("the job fails", () -> endJob(Condition.FAILED));
        case 27 -> happens("the input ends", () -> endJob(Condition.FINISHED));
        case 28 -> happens("drey down and up", this::downAndUp);
        case 29, 30 -> asked("roll back", () -> rollBack(false));
        case 31 -> asked("roll back to what refuses the state", () -> rollBack(true));
        case 32 -> asked("roll back to some version", this::rollBackToSome);
        case 33 -> asked("log stream", this::logStream);
        case 34 -> asked("network", this::network);
        case 35 -> happens("checks see state", () -> flink.checksSeeState(random.nextBoolean()));
        default -> happens("time passes", this::settleABit);
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        round();
      }
    }

    private void asked(String what, Runnable command) {
      try {
        command.run();
        told.add(what + " " + where());
      } catch (Refused refused) {
        told.add(what + ": refused " + where());
      }
    }

    private void happens(String what, Runnable event) {
      event.run();
      told.add(what + " " + where());
    }

    private String where() {
      return applications.find(ID).map(a -> a.phase() + " floor=" + floor).orElse("(none)");
    }

    private void create() {
      commands
          .applications()
          .create(
              new NewApplication(
                  ID,
                  Optional.empty(),
                  Configuration.defaults(FakeFlink.ENVIRONMENT, "arn:aws:iam::000000000000:role/r"),
                  Optional.of(
                      new CodeSource.S3("arn:aws:s3:::b", "jar" + ++names, Optional.empty())),
                  Map.of()));
      floor = 0;
    }

    private void startEmpty() {
      commands.runs().start(ID, new RunConfiguration(RestoreType.SKIP, Optional.empty(), false));
      floor = 0;
    }

    private void startFromSnapshot() {
      Optional<Snapshot> any = anySnapshot();
      if (any.isPresent()) {
        commands
            .runs()
            .start(ID, new RunConfiguration(RestoreType.CUSTOM, any.map(Snapshot::name), false));
        floor = 0; // an older one by name
      }
    }

    private void forceStop() {
      commands.runs().forceStop(ID);
      floor = 0;
    }

    private void update(Optional<RunConfiguration> run) {
      Application application = commands.find(ID);
      commands
          .changes()
          .update(
              ID,
              guard(application),
              new Amendment(UnaryOperator.identity(), now -> Optional.empty(), run));
    }

    private void updateFailingCheck() {
      flink.failCheckOf(nextVersion());
      update(Optional.empty());
    }

    private void updateNeverRunning() {
      flink.neverRun(nextVersion());
      update(Optional.empty());
    }

    private int nextVersion() {
      return commands.find(ID).version() + 1;
    }

    private void updateFromNothing() {
      update(Optional.of(new RunConfiguration(RestoreType.SKIP, Optional.empty(), false)));
      floor = 0;
    }

    private void rollBack(boolean refusing) {
      Application application = commands.find(ID);
      if (refusing && application.version() > 1) {
        flink.refuseStateAfter(application.version() - 1, nextVersion());
      }
      commands.rollbacks().toPrevious(ID, guard(application));
      mayHaveGoneFurtherBack();
    }

    private void rollBackToSome() {
      Application application = commands.find(ID);
      int any = 1 + random.nextInt(application.version());
      commands.rollbacks().to(ID, guard(application), any, RunConfiguration.LATEST);
      mayHaveGoneFurtherBack();
    }

    /** What was asked for may end with an older state, which the operation then says. */
    private void mayHaveGoneFurtherBack() {
      if (flink.refusesState(commands.find(ID).version())) {
        floor = 0;
      }
    }

    private void logStream() {
      Application application = commands.find(ID);
      var options = version(application).configuration().loggingOptions();
      if (options.isEmpty()) {
        commands.attachments().addLoggingOption(ID, guard(application), "arn:aws:logs:x");
      } else {
        commands.attachments().deleteLoggingOption(ID, guard(application), options.get(0).id());
      }
    }

    private void network() {
      Application application = commands.find(ID);
      var vpcs = version(application).configuration().vpcs();
      if (vpcs.isEmpty()) {
        commands.attachments().addVpc(ID, guard(application), List.of("s"), List.of("g"));
      } else {
        commands.attachments().deleteVpc(ID, guard(application), vpcs.get(0).id());
      }
    }

    private Version version(Application application) {
      return applications.version(ID, application.version()).orElseThrow();
    }

    private static Guard guard(Application application) {
      return new Guard(OptionalLong.of(application.version()), Optional.empty());
    }

    private void deleteSnapshot() {
      Optional<Snapshot> any = anySnapshot();
      if (any.isPresent()) {
        commands.snapshots().delete(ID, any.get().name(), any.get().createdAt());
        if (status() == Status.READY) {
          floor = 0; // it may have been the newest
        }
      }
    }

    private Optional<Snapshot> anySnapshot() {
      List<Snapshot> all = applications.snapshots(ID).stream().filter(Snapshot::listed).toList();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private void delete() {
      commands.applications().delete(ID, commands.find(ID).createdAt());
      floor = 0;
    }

    private SnapshotName name() {
      return new SnapshotName("mine-" + ++names);
    }

    private void killBoth() {
      flink.killJobManagers();
      flink.killTaskManagers();
    }

    private void dieInStep() {
      flink.dieInNextStep();
      round();
    }

    private void checkpoint() {
      flink.checkpoint();
      applications.find(ID).flatMap(flink::safe).ifPresent(this::raise);
    }

    private void raise(long safe) {
      Application now = commands.find(ID);
      Phase phase = now.phase();
      boolean mayBeRefused =
          phase.status() == Status.ROLLING_BACK && flink.refusesState(now.version());
      boolean onItsWayOut =
          phase.status() == Status.FORCE_STOPPING || fromNothing(phase) || mayBeRefused;
      if (!onItsWayOut) {
        floor = Math.max(floor, safe);
      }
    }

    /**
     * Whether somebody asked for an update that begins from nothing, so that what is safe now will
     * not be restored.
     */
    private static boolean fromNothing(Phase phase) {
      if (phase instanceof Checking checking) {
        return goesElsewhere(checking.change());
      }
      if (phase instanceof Saving saving && saving.purpose() instanceof Purpose.Update update) {
        return goesElsewhere(update.change());
      }
      return false;
    }

    private static boolean goesElsewhere(Change change) {
      return change.state().isPresent() || change.older().isPresent();
    }

    private void endJob(Condition how) {
      flink.endJobs(how);
      if (how == Condition.FINISHED) {
        floor = 0; // all its output is out
      }
    }

    private void downAndUp() {
      for (int i = 0; i < 60 && commands.runs().park(Duration.ofMinutes(2)); i++) {
        round();
      }
      newServer();
      commands.runs().resume();
    }

    private void settleABit() {
      for (int i = 0; i < 6; i++) {
        round();
      }
    }

    private void settle() {
      for (int i = 0; i < 120; i++) {
        round();
        if (i % 20 == 19) {
          clock.forward(Duration.ofMinutes(11));
        }
      }
    }

    private void round() {
      flink.work();
      try {
        reconciler.tend(ID);
      } catch (FakeFlink.ServerDied died) {
        newServer();
      }
      assertOneCluster();
    }

    private Status status() {
      return applications.find(ID).map(Application::status).orElse(Status.DELETING);
    }

    private void assertOneCluster() {
      applications
          .find(ID)
          .ifPresent(
              application ->
                  assertThat(flink.running(application))
                      .as("clusters at once")
                      .isLessThanOrEqualTo(1));
    }

    private void assertAtRest() {
      Optional<Application> left = applications.find(ID);
      if (left.isEmpty()) {
        return;
      }
      assertThat(left.get().status()).isIn(Status.READY, Status.RUNNING);
      assertThat(applications.operations(ID))
          .as("every operation has ended")
          .noneMatch(operation -> operation.state() == Operation.State.IN_PROGRESS)
          .allMatch(
              operation ->
                  operation.state() != Operation.State.FAILED || operation.failure().isPresent(),
              "a failure says why");
      assertThat(applications.snapshots(ID))
          .noneMatch(
              snapshot ->
                  Set.of(SnapshotStatus.CREATING, SnapshotStatus.DELETING)
                      .contains(snapshot.status()));
      assertThat(flink.running(left.get()))
          .isEqualTo(left.get().status() == Status.RUNNING ? 1 : 0);
      assertThat(applications.version(ID, left.get().version())).isPresent();
      assertThat(applications.versions(ID)).hasSize(left.get().version());
      left.get()
          .phase()
          .launch()
          .ifPresent(
              launch ->
                  assertThat(launch.version())
                      .as("what runs is the current version")
                      .isEqualTo(left.get().version()));
    }

    private void removeEverything() {
      Optional<Application> left = applications.find(ID);
      if (left.isEmpty()) {
        return;
      }
      delete();
      settle();
      assertThat(applications.find(ID)).isEmpty();
      assertThat(flink.running(left.get())).isZero();
      assertThat(flink.hasFilesOf(left.get().uid())).isFalse();
      assertThat(artifacts.kept())
          .as("code is collected by the round that sees it gone")
          .hasSizeLessThan(60);
    }
  }
}
