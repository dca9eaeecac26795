package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Timeline;
import dev.drey.core.model.Timeline.Mark;
import dev.drey.core.model.Timeline.Milestone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How operations go, as the ledger writes it down while the reconciler works. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TimelineTest {
  private static final ApplicationId ID =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));
  private static final List<Milestone> COMING_UP =
      List.of(Milestone.PROCESSES_UP, Milestone.SLOTS, Milestone.RESTORED);

  private final HeldClock clock = new HeldClock();
  private final InMemoryApplications applications = new InMemoryApplications();
  private final FakeFlink flink = new FakeFlink();
  private final KeptCode code = new KeptCode(applications, new HashedArtifacts());
  private final Reconciler reconciler = new Reconciler(applications, flink, code, clock);
  private final Commands commands =
      new Commands(
          applications,
          code,
          flink,
          new Admission(applications, RoomyMachine.INSTANCE, Sizes.LAPTOP),
          reconciler,
          new InMemoryEnhancedSnapshots(),
          new CountingIds(),
          clock,
          Timeouts.DEFAULT,
          NothingDeclared.INSTANCE,
          Quotas.DEFAULT);

  @BeforeEach
  void an_application() {
    commands
        .applications()
        .create(
            new NewApplication(
                ID,
                Optional.empty(),
                Configuration.defaults(FakeFlink.ENVIRONMENT, "role"),
                Optional.of(new CodeSource.S3("arn:aws:s3:::b", "k", Optional.empty())),
                Map.of()));
  }

  @Test
  void a_start_comes_up_step_by_step_and_completes_its_first_checkpoint_later() {
    OperationId start = started();

    assertThat(milestones(start)).containsExactlyElementsOf(COMING_UP);
    assertThat(operation(start).state()).isEqualTo(Operation.State.SUCCESSFUL);
    flink.checkpoint();
    rounds();
    assertThat(milestones(start)).contains(Milestone.FIRST_CHECKPOINT).hasSize(4);
    assertThat(operation(start).timeline().deployment()).isPresent();
    List<Instant> times = operation(start).timeline().marks().stream().map(Mark::at).toList();
    assertThat(times).isSorted();
  }

  @Test
  void an_update_is_checked_saved_stopped_and_comes_up() {
    OperationId start = started();
    OperationId update = update();

    assertThat(milestones(update))
        .startsWith(Milestone.CHECKED, Milestone.SAVEPOINT, Milestone.STOPPED)
        .endsWith(Milestone.RESTORED);
    flink.checkpoint();
    rounds();
    assertThat(milestones(update)).contains(Milestone.FIRST_CHECKPOINT);
    assertThat(milestones(start)).as("that of another deployment").hasSize(3);
  }

  @Test
  void a_failure_keeps_its_trace_and_how_far_it_came() {
    started();
    flink.neverRun(2);

    OperationId update = update();

    assertThat(operation(update).state()).isEqualTo(Operation.State.FAILED);
    assertThat(operation(update).timeline().trace()).contains("made to fail\n\tat of.The(Fake)");
    assertThat(milestones(update))
        .contains(Milestone.SAVEPOINT, Milestone.STOPPED)
        .doesNotContain(Milestone.RESTORED);
    OperationId rollback = operation(update).rollback().orElseThrow();
    assertThat(milestones(rollback)).contains(Milestone.RESTORED);
    assertThat(operation(rollback).timeline().trace()).isEmpty();
  }

  @Test
  void a_failed_start_keeps_its_trace_too() {
    flink.neverRun(1);

    OperationId start = started();

    assertThat(operation(start).state()).isEqualTo(Operation.State.FAILED);
    assertThat(operation(start).timeline().trace()).isPresent();
  }

  @Test
  void a_stop_saves_and_ends() {
    started();

    OperationId stop = commands.runs().stop(ID);
    rounds();

    assertThat(milestones(stop)).containsExactly(Milestone.SAVEPOINT, Milestone.STOPPED);
  }

  @Test
  void a_trace_is_bounded_and_the_first_one_stays() {
    Timeline traced = Timeline.EMPTY.traced("x".repeat(100_000));

    assertThat(traced.trace().orElseThrow()).hasSizeLessThan(17_000);
    assertThat(traced.traced("another")).isEqualTo(traced);
  }

  private OperationId started() {
    OperationId start = commands.runs().start(ID, RunConfiguration.LATEST);
    rounds();
    return start;
  }

  private OperationId update() {
    var amendment = new Amendment(now -> now, now -> Optional.empty(), Optional.empty());
    OperationId update =
        commands
            .changes()
            .update(ID, new Guard(OptionalLong.of(1), Optional.empty()), amendment)
            .operation();
    rounds();
    return update;
  }

  private void rounds() {
    for (int i = 0; i < 40; i++) {
      reconciler.tend(ID);
      if (i % 4 == 3) {
        flink.work();
      }
      clock.forward(Duration.ofMillis(50));
    }
  }

  private List<Milestone> milestones(OperationId id) {
    return operation(id).timeline().marks().stream().map(Mark::milestone).toList();
  }

  private Operation operation(OperationId id) {
    return applications.operation(ID, id).orElseThrow();
  }
}
