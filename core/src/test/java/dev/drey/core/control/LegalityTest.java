package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.lifecycle.After;
import dev.drey.core.lifecycle.Amending;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.CallingOff;
import dev.drey.core.lifecycle.Change;
import dev.drey.core.lifecycle.Checking;
import dev.drey.core.lifecycle.Clearing;
import dev.drey.core.lifecycle.Deleting;
import dev.drey.core.lifecycle.Errand;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Purpose;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.lifecycle.Saving;
import dev.drey.core.lifecycle.Starting;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may be asked for in which status: + is accepted, anything else the refusal. AUTOSCALING and
 * MAINTENANCE do not occur. Cells with a star are not known of AWS but follow from the rest; the
 * one with a bang differs on purpose.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LegalityTest {
  private static final String MATRIX =
      """
      operation            READY   STARTING RUNNING STOPPING FORCE_STOPPING UPDATING ROLLING_BACK DELETING
      start                +       IN_USE*  IN_USE  IN_USE*  IN_USE*        IN_USE*  IN_USE*      IN_USE*
      stop                 IN_USE* IN_USE   +       IN_USE   IN_USE*        IN_USE   IN_USE*      IN_USE*
      stop-force           IN_USE* +        +       +        IN_USE*        +        +!           IN_USE
      update               +       IN_USE   +       IN_USE   IN_USE*        IN_USE   IN_USE*      IN_USE*
      add-logging          +       IN_USE   +       IN_USE   IN_USE*        IN_USE   IN_USE*      IN_USE*
      delete-logging       +       IN_USE   +       IN_USE   IN_USE*        IN_USE   IN_USE*      IN_USE*
      add-vpc              +       IN_USE   +       IN_USE   IN_USE*        IN_USE   IN_USE*      IN_USE*
      delete-vpc           +       IN_USE   +       IN_USE   IN_USE*        IN_USE   IN_USE*      IN_USE*
      maintenance          +       IN_USE   +       IN_USE   IN_USE         IN_USE   IN_USE       IN_USE
      create-snapshot      IN_USE* IN_USE*  +       IN_USE*  IN_USE*        IN_USE*  IN_USE*      IN_USE*
      delete-snapshot      +       +*       +       +*       +*             +*       +*           IN_USE*
      roll-back            IN_USE* IN_USE*  +       IN_USE*  IN_USE*        +        IN_USE*      IN_USE*
      delete               +       IN_USE*  +       IN_USE*  IN_USE*        IN_USE*  IN_USE*      IN_USE*
      tag                  +       +        +       +        +              +        +            +
      untag                +       +        +       +        +              +        +            +
      """;

  private static final OperationId OPERATION = new OperationId("underway");
  private static final SnapshotName SAVED = new SnapshotName("saved");
  private static final SnapshotName FREE = new SnapshotName("free");

  /** How each operation is asked for. */
  private static Map<String, Consumer<Bench>> operations() {
    Map<String, Consumer<Bench>> all = new LinkedHashMap<>();
    all.put("start", it -> it.commands.runs().start(Bench.ID, RunConfiguration.LATEST));
    all.put("stop", it -> it.commands.runs().stop(Bench.ID));
    all.put("stop-force", it -> it.commands.runs().forceStop(Bench.ID));
    all.put("update", it -> it.update(9));
    all.put(
        "add-logging",
        it -> it.commands.attachments().addLoggingOption(Bench.ID, it.guard(), "arn:x"));
    all.put(
        "delete-logging",
        it -> it.commands.attachments().deleteLoggingOption(Bench.ID, it.guard(), "2.1"));
    all.put(
        "add-vpc",
        it ->
            it.commands
                .attachments()
                .addVpc(Bench.ID, it.guard(), List.of("subnet"), List.of("group")));
    all.put("delete-vpc", it -> it.commands.attachments().deleteVpc(Bench.ID, it.guard(), "3.1"));
    all.put(
        "maintenance", it -> it.commands.applications().maintainAt(Bench.ID, LocalTime.of(1, 30)));
    all.put(
        "create-snapshot",
        it -> it.commands.snapshots().create(Bench.ID, new SnapshotName("another")));
    all.put(
        "delete-snapshot",
        it -> {
          Snapshot free = it.commands.snapshots().listed(Bench.ID, FREE);
          it.commands.snapshots().delete(Bench.ID, FREE, free.createdAt());
        });
    all.put("roll-back", Bench::rollBack);
    all.put("delete", it -> it.commands.applications().delete(Bench.ID, it.now().createdAt()));
    all.put("tag", it -> it.commands.applications().tag(Bench.ID, Map.of("a", "b")));
    all.put("untag", it -> it.commands.applications().untag(Bench.ID, List.of("a")));
    return all;
  }

  /** Every phase there is of each status, given what is deployed. */
  private static List<Phase> phases(Launch launch) {
    Instant later = Instant.parse("2030-01-01T00:00:00Z");
    Launch next = new Launch(new DeploymentId("d-v5-9"), 5, 1, new Origin.Empty());
    var fallback =
        new Errand.Fallback(next, new OperationId("back"), 5, 4, later, Duration.ofMinutes(5));
    var update = errand(Errand.Kind.UPDATE, fallback);
    var rollback = errand(Errand.Kind.ROLL_BACK, fallback);
    var rest = new After.Rest(false, Optional.empty(), Optional.empty());
    Change change = change(Change.Kind.UPDATE);
    Change back = change(Change.Kind.ROLL_BACK);
    return List.of(
        Ready.NEW,
        new Starting(launch, Errand.start(OPERATION), later),
        new Running(launch, true, Optional.empty()),
        new Saving(launch, true, SAVED, new Purpose.Stop(OPERATION), later),
        new Clearing(launch, Status.STOPPING, rest, List.of()),
        new Clearing(launch, Status.FORCE_STOPPING, rest, List.of()),
        new Checking(launch, true, change, later),
        new Saving(launch, true, SAVED, new Purpose.Update(change), later),
        new Clearing(
            launch,
            Status.UPDATING,
            new After.Begin(next, update, Duration.ofMinutes(5)),
            List.of()),
        new Starting(launch, update, later),
        new Checking(launch, true, back, later),
        new CallingOff(launch, true, change, OPERATION),
        new Saving(launch, true, SAVED, new Purpose.Update(back), later),
        new Saving(launch, true, SAVED, new Purpose.CallOff(change, OPERATION), later),
        new Clearing(
            launch, Status.ROLLING_BACK, new After.GoOn(back, new Origin.Empty()), List.of()),
        new Clearing(
            launch,
            Status.ROLLING_BACK,
            new After.Undo(fallback, OPERATION, new DeploymentId("d-v6-9")),
            List.of()),
        new Starting(launch, rollback, later),
        new Deleting(Optional.of(launch), false),
        new Deleting(Optional.empty(), false));
  }

  private static Errand errand(Errand.Kind kind, Errand.Fallback fallback) {
    return new Errand(
        kind,
        Optional.of(OPERATION),
        Optional.of(fallback),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Change change(Change.Kind kind) {
    return new Change(
        kind,
        OPERATION,
        5,
        4,
        new DeploymentId("d-v5-9"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        SAVED,
        true,
        new OperationId("back"),
        new DeploymentId("d-v6-9"),
        Timeouts.DEFAULT,
        Optional.empty());
  }

  private static Stream<String> cells() {
    List<String> lines = MATRIX.lines().toList();
    List<String> statuses = words(lines.get(0));
    return lines.stream()
        .skip(1)
        .map(LegalityTest::words)
        .flatMap(
            row ->
                Stream.iterate(1, i -> i < row.size(), i -> i + 1)
                    .map(
                        i ->
                            row.get(0)
                                + " "
                                + statuses.get(i)
                                + " "
                                + row.get(i).replaceAll("[*!]", "")));
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void each_cell_is_as_it_says(String cell) {
    List<String> words = words(cell);
    Consumer<Bench> operation = operations().get(words.get(0));
    Status status = Status.valueOf(words.get(1));

    long tried =
        phases(launch(prepared(words.get(0)))).stream()
            .filter(phase -> phase.status() == status)
            .peek(
                phase -> {
                  Bench bench = prepared(words.get(0));
                  set(bench, phase);
                  assertThat(outcome(bench, operation))
                      .as("%s in %s", cell, phase)
                      .isEqualTo(words.get(2));
                })
            .count();

    assertThat(tried).as("phases of " + status).isPositive();
  }

  @Test
  void the_matrix_has_every_status_and_every_operation() {
    List<String> lines = MATRIX.lines().toList();

    assertThat(words(lines.get(0)).subList(1, 9))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Status.values()).map(Status::name).toList());
    assertThat(lines.stream().skip(1).map(line -> words(line).get(0)))
        .containsExactlyElementsOf(operations().keySet());
  }

  @Test
  void settings_that_are_being_written_wait_for_each_other() {
    Bench bench = prepared("update");
    set(bench, new Amending(bench.now().phase(), OPERATION));

    assertThat(outcome(bench, operations().get("update"))).isEqualTo("IN_USE");
    assertThat(outcome(bench, operations().get("stop-force"))).isEqualTo("+");
  }

  private static String outcome(Bench bench, Consumer<Bench> operation) {
    try {
      operation.accept(bench);
      return "+";
    } catch (Refused refused) {
      assertThat(refused.reason()).isNotEqualTo(Reason.STALE_VERSION);
      return refused.reason().name();
    }
  }

  /** Running at version 4 or 5, seen healthy, with a snapshot that nothing needs. */
  private static Bench prepared(String operation) {
    Bench bench = new Bench().running();
    bench.commands.attachments().addLoggingOption(Bench.ID, bench.guard(), "arn:y");
    bench.settle();
    bench
        .commands
        .attachments()
        .addVpc(Bench.ID, bench.guard(), List.of("subnet"), List.of("group"));
    bench.settle();
    if (operation.equals("add-logging")) {
      bench.commands.attachments().deleteLoggingOption(Bench.ID, bench.guard(), "2.1");
    } else if (operation.equals("add-vpc")) {
      bench.commands.attachments().deleteVpc(Bench.ID, bench.guard(), "3.1");
    } else {
      bench.update(4);
    }
    bench.settle();
    bench.commands.snapshots().create(Bench.ID, FREE);
    bench.settle();
    bench.flink.checkpoint();
    bench.settle();
    assertThat(bench.status()).isEqualTo(Status.RUNNING);
    return bench;
  }

  private static Launch launch(Bench bench) {
    return bench.now().phase().launch().orElseThrow();
  }

  /** Puts the application there, with the version and the records such a phase goes with. */
  private static void set(Bench bench, Phase phase) {
    Application now = bench.now();
    Version current = bench.version();
    boolean changing = phase.status() == Status.UPDATING || phase.status() == Status.ROLLING_BACK;
    Version next = current.next(current.configuration(), bench.clock.instant());
    assertThat(
            bench.applications.replace(
                now,
                changing ? now.in(phase).at(next.number(), bench.clock.instant()) : now.in(phase),
                new Records(
                    changing ? List.of(next) : List.of(),
                    List.of(Snapshot.begun(SAVED, current, true, bench.clock.instant())),
                    List.of(),
                    List.of(Operation.begun(OPERATION, "UnderWay", bench.clock.instant())))))
        .isTrue();
  }
}
