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
import dev.drey.core.lifecycle.Entry;
import dev.drey.core.lifecycle.Errand;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.OlderState;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Parked;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Purpose;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Recovering;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.lifecycle.Saving;
import dev.drey.core.lifecycle.Starting;
import dev.drey.core.lifecycle.Timeouts;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Checkpointing;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Encryption;
import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.Monitoring;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.Proof;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.Restored;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotMode;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Status;
import dev.drey.core.model.Timeline;
import dev.drey.core.model.Version;
import dev.drey.core.model.VpcConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of {@link Applications} promises. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class ApplicationsContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");
  private static final ApplicationId CLICKS = id("us-east-1", "000000000000", "clicks");
  private static final ApplicationId ORDERS = id("us-east-1", "000000000000", "orders");
  private static final RuntimeEnvironment FLINK = new RuntimeEnvironment("FLINK-1_20");
  private static final Configuration PLAIN = Configuration.defaults(FLINK, "arn:aws:iam::0:role/r");

  private Applications applications;

  /** An empty one, for one test. */
  protected abstract Applications empty() throws Exception;

  @BeforeEach
  void begin() throws Exception {
    applications = empty();
  }

  @Test
  void nothing_is_there_at_first() {
    assertThat(applications.all()).isEmpty();
    assertThat(applications.count("us-east-1", "000000000000")).isZero();
    assertThat(applications.list("us-east-1", "000000000000", Optional.empty(), 10)).isEmpty();
    assertThat(applications.find(CLICKS)).isEmpty();
    assertThat(applications.version(CLICKS, 1)).isEmpty();
    assertThat(applications.snapshot(CLICKS, name("s1"))).isEmpty();
    assertThat(applications.snapshots(CLICKS)).isEmpty();
    assertThat(applications.operation(CLICKS, operation("op1"))).isEmpty();
    assertThat(applications.operations(CLICKS)).isEmpty();
    assertThat(applications.codeInUse()).isEmpty();
  }

  @Test
  void what_was_created_is_found_as_it_was() {
    Application application = everything(CLICKS);
    Version version = Version.first(everythingSet(), NOON);

    assertThat(applications.create(application, version)).isTrue();

    assertThat(applications.find(CLICKS)).contains(application);
    assertThat(applications.version(CLICKS, 1)).contains(version);
  }

  @Test
  void what_says_nothing_optional_is_found_as_it_was() {
    Application application = created(CLICKS);

    assertThat(applications.find(CLICKS)).contains(application);
    assertThat(applications.version(CLICKS, 1)).contains(Version.first(PLAIN, NOON));
  }

  @Test
  void a_name_that_is_taken_stays_with_who_has_it() {
    Application first = created(CLICKS);
    Application second = application(CLICKS, "uid2");

    boolean won =
        applications.create(second, Version.first(PLAIN.withCode(code("a")), NOON.plusSeconds(1)));

    assertThat(won).isFalse();
    assertThat(applications.find(CLICKS)).contains(first);
    assertThat(applications.version(CLICKS, 1)).contains(Version.first(PLAIN, NOON));
    assertThat(applications.codeInUse()).isEmpty();
  }

  @Test
  void the_same_name_elsewhere_is_another_application() {
    Application here = created(CLICKS);
    Application otherRegion = created(id("eu-west-1", "000000000000", "clicks"));
    Application otherAccount = created(id("us-east-1", "111111111111", "clicks"));
    created(id("us-east-1", "000000000000", "Clicks"));

    assertThat(applications.find(here.id())).contains(here);
    assertThat(applications.find(otherRegion.id())).contains(otherRegion);
    assertThat(applications.find(otherAccount.id())).contains(otherAccount);
    assertThat(applications.all()).hasSize(4);
    assertThat(applications.count("us-east-1", "000000000000")).isEqualTo(2);
    assertThat(applications.count("eu-west-1", "000000000000")).isEqualTo(1);
    assertThat(applications.count("eu-west-1", "111111111111")).isZero();
  }

  @Test
  void a_list_goes_by_name_in_the_order_of_their_characters() {
    Stream.of("b", "a", "B", "_", "a.b", "a-b", "10", "9").forEach(each -> created(here(each)));
    created(id("eu-west-1", "000000000000", "elsewhere"));

    assertThat(names(Optional.empty(), 100))
        .containsExactly("10", "9", "B", "_", "a", "a-b", "a.b", "b");
  }

  @Test
  void a_list_goes_on_after_a_name_whether_or_not_it_is_still_there() {
    Stream.of("a", "b", "d").forEach(each -> created(here(each)));

    assertThat(names(Optional.empty(), 2)).containsExactly("a", "b");
    assertThat(names(Optional.of("b"), 2)).containsExactly("d");
    assertThat(names(Optional.of("c"), 2)).containsExactly("d");
    assertThat(names(Optional.of("d"), 2)).isEmpty();
  }

  @Test
  void a_list_shows_the_version_that_each_is_at() {
    created(here("a"));
    Application b = created(here("b"));
    Version second = Version.first(PLAIN, NOON).next(everythingSet(), NOON.plusNanos(7));
    assertThat(applications.replace(b, b.at(2, NOON), versions(second))).isTrue();

    assertThat(applications.list("us-east-1", "000000000000", Optional.empty(), 10))
        .containsExactly(
            new Applications.Summary(here("a"), Status.READY, 1, PLAIN.runtime()),
            new Applications.Summary(here("b"), Status.READY, 2, everythingSet().runtime()));
  }

  @Test
  void those_with_a_deployment_are_told_apart() {
    Application a = created(here("a"));
    created(here("b"));
    Phase running = new Running(LAUNCH, true, Optional.empty());

    assertThat(applications.launched()).isEmpty();
    assertThat(applications.replace(a, a.in(running), Records.NONE)).isTrue();
    assertThat(applications.launched()).extracting(Application::phase).containsExactly(running);

    Application now = applications.find(a.id()).orElseThrow();
    assertThat(applications.replace(now, now.in(Ready.NEW), Records.NONE)).isTrue();
    assertThat(applications.launched()).isEmpty();
  }

  @Test
  void pages_lose_and_double_nothing_while_others_come_and_go() throws Exception {
    List<String> staying = IntStream.range(0, 40).mapToObj(n -> "stays-" + (100 + n)).toList();
    staying.forEach(name -> created(here(name)));
    var over = new AtomicBoolean();
    var others = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> changes =
          others.submit(
              () -> {
                int n = 0;
                for (; !over.get(); n++) {
                  Application other = created(here("stays-" + (100 + n % 40) + "-not"));
                  applications.remove(other, false);
                }
                return n;
              });

      for (int round = 0; round < 10; round++) {
        List<String> seen = new ArrayList<>();
        List<String> page;
        do {
          page = names(seen.isEmpty() ? Optional.empty() : last(seen), 3);
          seen.addAll(page);
        } while (!page.isEmpty());

        assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(staying);
      }
      over.set(true);
      assertThat(changes.get()).isPositive();
    } finally {
      over.set(true);
      others.shutdown();
      assertThat(others.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static Optional<String> last(List<String> names) {
    return Optional.of(names.get(names.size() - 1));
  }

  @Test
  void a_change_counts_the_revision_up_and_changes_all_it_says() {
    Application before = created(CLICKS);
    Application after =
        before
            .in(new Ready(Optional.of("file:/state/chk-7"), Optional.of("it finished")))
            .at(2, NOON.plusNanos(1))
            .named(3)
            .tagged(Map.of("team", "web"))
            .runAs(RunConfiguration.LATEST)
            .maintainedAt("22:30");

    assertThat(applications.replace(before, after, Records.NONE)).isTrue();

    assertThat(applications.find(CLICKS)).contains(after.written());
  }

  @Test
  void a_change_of_what_somebody_else_changed_writes_nothing() {
    Application before = created(CLICKS);
    Application theirs = before.tagged(Map.of("by", "them"));
    assertThat(applications.replace(before, theirs, Records.NONE)).isTrue();

    boolean won =
        applications.replace(
            before,
            before.tagged(Map.of("by", "us")),
            new Records(
                List.of(Version.first(PLAIN, NOON).next(PLAIN, NOON)),
                List.of(snapshot("s1", NOON)),
                List.of(),
                List.of(Operation.begun(operation("op1"), "StartApplication", NOON))));

    assertThat(won).isFalse();
    assertThat(applications.find(CLICKS)).contains(theirs.written());
    assertThat(applications.version(CLICKS, 2)).isEmpty();
    assertThat(applications.snapshots(CLICKS)).isEmpty();
    assertThat(applications.operations(CLICKS)).isEmpty();
  }

  @Test
  void a_change_of_an_application_that_is_gone_writes_nothing() {
    Application before = created(CLICKS);
    assertThat(applications.remove(before, false)).isTrue();

    boolean won =
        applications.replace(
            before, before, Records.of(Operation.begun(operation("o"), "x", NOON)));

    assertThat(won).isFalse();
    assertThat(applications.find(CLICKS)).isEmpty();
    assertThat(applications.operations(CLICKS)).isEmpty();
  }

  @Test
  void a_change_does_not_reach_a_later_application_of_the_same_name() {
    Application gone = created(CLICKS);
    applications.remove(gone, false);
    Application later = application(CLICKS, "uid2");
    applications.create(later, Version.first(PLAIN, NOON));

    assertThat(applications.replace(gone, gone.tagged(Map.of("a", "b")), Records.NONE)).isFalse();
    assertThat(applications.remove(gone, false)).isFalse();

    assertThat(applications.find(CLICKS)).contains(later);
  }

  @Test
  void a_removal_of_what_somebody_else_changed_removes_nothing() {
    Application before = created(CLICKS);
    write(before, Records.of(snapshot("s1", NOON)));

    assertThat(applications.remove(before, false)).isFalse();

    assertThat(applications.find(CLICKS)).contains(before.written());
    assertThat(applications.snapshots(CLICKS)).hasSize(1);
  }

  @Test
  void records_are_written_with_the_change() {
    Application before = created(CLICKS);
    Version second = Version.first(PLAIN, NOON).next(everythingSet(), NOON.plusNanos(7));
    Snapshot snapshot = snapshot("s1", NOON.plusNanos(8));
    Operation operation =
        Operation.begun(operation("op1"), "UpdateApplication", NOON.plusNanos(9)).between(1, 2);

    write(before, new Records(List.of(second), List.of(snapshot), List.of(), List.of(operation)));

    assertThat(applications.version(CLICKS, 1)).contains(Version.first(PLAIN, NOON));
    assertThat(applications.version(CLICKS, 2)).contains(second);
    assertThat(applications.snapshot(CLICKS, name("s1"))).contains(snapshot);
    assertThat(applications.operation(CLICKS, operation("op1"))).contains(operation);
    assertThat(applications.version(ORDERS, 2)).isEmpty();
    assertThat(applications.snapshot(ORDERS, name("s1"))).isEmpty();
    assertThat(applications.operation(ORDERS, operation("op1"))).isEmpty();
  }

  @Test
  void a_version_replaces_the_one_of_its_number() {
    Application application = created(CLICKS);
    Version first = Version.first(PLAIN, NOON);
    Version second = first.next(everythingSet(), NOON.plusSeconds(1));
    Version third = first.insteadOf(2, NOON.plusSeconds(2));
    application = write(application, versions(second));

    write(application, versions(second.givenUp(), third));

    assertThat(applications.version(CLICKS, 1)).contains(first);
    assertThat(applications.version(CLICKS, 2)).contains(second.givenUp());
    assertThat(applications.version(CLICKS, 3)).contains(third);
    assertThat(applications.versions(CLICKS)).containsExactly(third, second.givenUp(), first);
    assertThat(applications.versions(ORDERS)).isEmpty();
  }

  @Test
  void a_snapshot_replaces_the_one_of_its_name_and_keeps_its_place() {
    Application application = created(CLICKS);
    Snapshot first = snapshot("s1", NOON);
    Snapshot second = snapshot("s2", NOON.plusSeconds(1));
    application = write(application, Records.of(first));
    application = write(application, Records.of(second));

    application = write(application, Records.of(first.taken("s3://state/s1")));
    write(application, Records.of(second.failed("no space left")));

    assertThat(applications.snapshots(CLICKS))
        .containsExactly(second.failed("no space left"), first.taken("s3://state/s1"));
  }

  @Test
  void an_operation_replaces_the_one_of_its_id_and_keeps_its_place() {
    Application application = created(CLICKS);
    Operation first = Operation.begun(operation("z"), "StartApplication", NOON);
    Operation second = Operation.begun(operation("a"), "StopApplication", NOON.plusSeconds(1));
    application = write(application, Records.of(first));
    application = write(application, Records.of(second));
    Operation ended =
        first.ended(
            Operation.State.FAILED,
            NOON.plusSeconds(5),
            Optional.of("java.lang.IllegalStateException: no 'topic'\n\tat Job.main(Job.java:1)"),
            Optional.of(operation("rollback")));

    write(application, Records.of(ended));

    assertThat(applications.operation(CLICKS, operation("z"))).contains(ended);
    assertThat(applications.operations(CLICKS)).containsExactly(second, ended);
  }

  @Test
  void the_newest_snapshot_is_the_one_written_last_even_when_the_clock_was_set_back() {
    Application application = created(CLICKS);
    application = write(application, Records.of(snapshot("b", NOON)));
    application = write(application, Records.of(snapshot("a", NOON)));

    write(application, Records.of(snapshot("c", NOON.minusSeconds(3600))));

    assertThat(applications.snapshots(CLICKS))
        .extracting(each -> each.name().value())
        .containsExactly("c", "a", "b");
  }

  @Test
  void removed_snapshots_go_with_the_change() {
    Application application = created(CLICKS);
    application = write(application, Records.of(snapshot("s1", NOON)));
    application = write(application, Records.of(snapshot("s2", NOON)));

    write(
        application,
        new Records(List.of(), List.of(), List.of(name("s1"), name("never-was")), List.of()));

    assertThat(applications.snapshots(CLICKS)).containsExactly(snapshot("s2", NOON));
  }

  @Test
  void a_removed_application_leaves_nothing() {
    Application removed = full(CLICKS);
    Application other = full(ORDERS);

    assertThat(applications.remove(removed, false)).isTrue();

    assertThat(applications.find(CLICKS)).isEmpty();
    assertThat(applications.version(CLICKS, 1)).isEmpty();
    assertThat(applications.version(CLICKS, 2)).isEmpty();
    assertThat(applications.snapshots(CLICKS)).isEmpty();
    assertThat(applications.operations(CLICKS)).isEmpty();
    assertThat(applications.all()).containsExactly(ORDERS);
    assertThat(applications.find(ORDERS)).contains(other);
    assertThat(applications.version(ORDERS, 2)).isPresent();
    assertThat(applications.snapshots(ORDERS)).hasSize(1);
    assertThat(applications.operations(ORDERS)).hasSize(1);
  }

  @Test
  void the_next_of_its_name_finds_the_snapshots_that_were_kept_and_nothing_else() {
    Application removed = full(CLICKS);
    Snapshot kept = applications.snapshots(CLICKS).get(0);

    assertThat(applications.remove(removed, true)).isTrue();
    Application next = application(CLICKS, "uid2");
    assertThat(applications.create(next, Version.first(PLAIN, NOON))).isTrue();
    write(next, Records.of(snapshot("newer", NOON)));

    assertThat(applications.snapshots(CLICKS)).containsExactly(snapshot("newer", NOON), kept);
    assertThat(applications.version(CLICKS, 2)).isEmpty();
    assertThat(applications.operations(CLICKS)).isEmpty();
  }

  @Test
  void kept_snapshots_belong_to_nobody_else() {
    applications.remove(full(CLICKS), true);

    created(id("eu-west-1", "000000000000", "clicks"));

    assertThat(applications.snapshots(id("eu-west-1", "000000000000", "clicks"))).isEmpty();
    assertThat(applications.find(CLICKS)).isEmpty();
    assertThat(applications.count("us-east-1", "000000000000")).isZero();
  }

  @Test
  void code_is_in_use_as_long_as_some_version_of_some_application_has_it() {
    Application clicks = application(CLICKS, "uid1");
    applications.create(clicks, Version.first(PLAIN.withCode(code("a")), NOON));
    clicks =
        write(clicks, versions(Version.first(PLAIN, NOON).next(PLAIN.withCode(code("b")), NOON)));
    applications.create(
        application(ORDERS, "uid2"), Version.first(PLAIN.withCode(code("b")), NOON));

    assertThat(applications.codeInUse())
        .containsExactlyInAnyOrder(code("a").sha256(), code("b").sha256());
    assertThat(applications.codeInUse("us-east-1", "000000000000"))
        .isEqualTo(applications.codeInUse());
    assertThat(applications.codeInUse("us-east-1", "111111111111")).isEmpty();

    applications.remove(clicks, true);

    assertThat(applications.codeInUse()).containsExactly(code("b").sha256());
  }

  @ParameterizedTest
  @MethodSource("phases")
  void every_phase_is_found_as_it_was(Phase phase) {
    Application before = created(CLICKS);

    assertThat(applications.replace(before, before.in(phase), Records.NONE)).isTrue();

    assertThat(applications.find(CLICKS)).contains(before.in(phase).written());
  }

  @Test
  void the_phases_tried_are_all_there_are() {
    List<Class<?>> tried = new ArrayList<>();
    phases().forEach(phase -> tried.add(phase.getClass()));
    Stream.of(PURPOSES, AFTERS, ORIGINS, ENTRIES)
        .flatMap(List::stream)
        .forEach(part -> tried.add(part.getClass()));

    assertThat(tried)
        .contains(Phase.class.getPermittedSubclasses())
        .contains(Purpose.class.getPermittedSubclasses())
        .contains(After.class.getPermittedSubclasses())
        .contains(Origin.class.getPermittedSubclasses())
        .contains(Entry.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @EnumSource
  void every_status_of_a_snapshot_is_found_as_it_was(SnapshotStatus status) {
    var snapshot =
        new Snapshot(
            name("s.1_-"),
            status,
            7,
            FLINK,
            NOON,
            status == SnapshotStatus.READY,
            Optional.of("file:/a b/ü"),
            Optional.of("cause\nof it"),
            status == SnapshotStatus.CREATING
                ? Optional.empty()
                : Optional.of(
                    new Proof(
                        NOON,
                        12,
                        1L << 40,
                        status == SnapshotStatus.FAILED
                            ? Optional.of("a\nb is missing")
                            : Optional.empty(),
                        status == SnapshotStatus.READY
                            ? Optional.of("values in Python")
                            : Optional.empty(),
                        status == SnapshotStatus.READY
                            ? Optional.of(new Restored(NOON, 7, List.of("Source: a", "b: Writer")))
                            : Optional.empty())));

    write(created(CLICKS), Records.of(snapshot));

    assertThat(applications.snapshot(CLICKS, name("s.1_-"))).contains(snapshot);
    assertThat(applications.snapshots(CLICKS)).containsExactly(snapshot);
    assertThat(applications.snapshotLocations()).containsExactly("file:/a b/ü");
  }

  @ParameterizedTest
  @EnumSource
  void every_state_of_an_operation_is_found_as_it_was(Operation.State state) {
    var operation =
        new Operation(
            operation("op1"),
            "UpdateApplication",
            state,
            NOON,
            Optional.of(NOON.plusNanos(1)),
            OptionalInt.of(1),
            OptionalInt.of(2),
            Optional.of("cause"),
            Optional.of(operation("op2")),
            Timeline.EMPTY
                .of(new DeploymentId("app00001-v1-1"))
                .reached(List.of(Timeline.Milestone.CHECKED, Timeline.Milestone.SAVEPOINT), NOON)
                .traced("java.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)"));

    write(created(CLICKS), Records.of(operation));

    assertThat(applications.operation(CLICKS, operation("op1"))).contains(operation);
    assertThat(applications.operations(CLICKS)).containsExactly(operation);
  }

  @ParameterizedTest
  @EnumSource
  void every_way_of_coming_up_is_found_as_it_was(RestoreType type) {
    var run =
        new RunConfiguration(
            type,
            type == RestoreType.CUSTOM ? Optional.of(name("s1")) : Optional.empty(),
            type == RestoreType.LATEST);
    Application before = created(CLICKS);

    applications.replace(before, before.runAs(run), Records.NONE);

    assertThat(applications.find(CLICKS).orElseThrow().run()).contains(run);
  }

  @Test
  void times_are_kept_to_the_nanosecond() {
    List<Instant> times =
        List.of(
            Instant.EPOCH,
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Instant.parse("2026-11-22T12:00:00.000000001Z"),
            Instant.parse("9999-12-31T23:59:59.999999999Z"));

    Application application = created(CLICKS);
    for (Instant time : times) {
      application =
          write(
              application.at(1, time).in(new Running(LAUNCH, true, asked(time))),
              versions(Version.first(PLAIN, time)));

      assertThat(applications.find(CLICKS)).contains(application);
      assertThat(applications.version(CLICKS, 1).orElseThrow().createdAt()).isEqualTo(time);
    }
  }

  @Test
  void of_two_that_change_the_same_revision_one_wins() throws Exception {
    Application before = created(CLICKS);

    List<Boolean> won =
        atOnce(
            8,
            n ->
                applications.replace(
                    before,
                    before.tagged(Map.of("by", "caller-" + n)),
                    Records.of(Operation.begun(operation("by" + n), "TagResource", NOON))));

    assertThat(won).containsOnlyOnce(true);
    assertThat(applications.find(CLICKS).orElseThrow().revision()).isEqualTo(before.revision() + 1);
    assertThat(applications.operations(CLICKS))
        .singleElement()
        .isEqualTo(Operation.begun(operation("by" + won.indexOf(true)), "TagResource", NOON));
  }

  @Test
  void of_two_that_create_the_same_name_one_wins() throws Exception {
    List<Boolean> won =
        atOnce(
            8,
            n -> applications.create(application(CLICKS, "uid" + n), Version.first(PLAIN, NOON)));

    assertThat(won).containsOnlyOnce(true);
    assertThat(applications.find(CLICKS).orElseThrow().uid()).isEqualTo("uid" + won.indexOf(true));
  }

  @Test
  void a_thousand_callers_at_once_lose_no_change() throws Exception {
    List<ApplicationId> ids = IntStream.range(0, 200).mapToObj(n -> here("a" + n)).toList();
    ids.forEach(this::created);

    atOnce(
        1_000,
        n -> {
          addOne(ids.get(n % ids.size()), "n" + n);
          return true;
        });

    for (ApplicationId id : ids) {
      Application application = applications.find(id).orElseThrow();
      assertThat(application.attempts()).isEqualTo(5);
      assertThat(application.revision()).isEqualTo(5);
      assertThat(applications.operations(id)).hasSize(5);
    }
  }

  private void addOne(ApplicationId id, String operation) {
    Records records = Records.of(Operation.begun(operation(operation), "TagResource", NOON));
    Application before;
    do {
      before = applications.find(id).orElseThrow();
    } while (!applications.replace(before, before.named(1), records));
  }

  private static <T> List<T> atOnce(int callers, Caller<T> caller) throws Exception {
    var threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<T>> calls =
          IntStream.range(0, callers).<Callable<T>>mapToObj(n -> () -> caller.call(n)).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(calls)) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Caller<T> {
    T call(int n) throws Exception;
  }

  private Application created(ApplicationId id) {
    Application application = application(id, "uid1");
    assertThat(applications.create(application, Version.first(PLAIN, NOON))).isTrue();
    return application;
  }

  /** One with a second version, a snapshot and an operation. */
  private Application full(ApplicationId id) {
    return write(
        created(id),
        new Records(
            List.of(Version.first(PLAIN, NOON).next(everythingSet(), NOON)),
            List.of(snapshot("s1", NOON).taken("file:/state/s1")),
            List.of(),
            List.of(Operation.begun(operation("op1"), "StartApplication", NOON))));
  }

  @Test
  void they_are_found_by_the_log_group_of_their_current_version() {
    Application clicks = created(CLICKS);
    Application orders = created(ORDERS);
    created(id("us-east-1", "111111111111", "clicks"));
    Version team = Version.first(PLAIN, NOON).next(loggingTo("team"), NOON);
    Version other = team.next(loggingTo("other"), NOON);
    applications.replace(clicks, clicks.at(2, NOON), versions(team));
    applications.replace(orders, orders.at(2, NOON), versions(team, other));
    Application both = applications.find(ORDERS).orElseThrow();

    assertThat(applications.logGroups("us-east-1", "000000000000")).containsExactly("team");
    assertThat(groupOf("team")).containsExactly("clicks v", "orders v");
    assertThat(groupOf("/aws/kinesis-analytics/clicks")).as("where it does not log now").isEmpty();

    applications.replace(both, both.at(1, NOON), Records.NONE);

    assertThat(applications.logGroups("us-east-1", "000000000000"))
        .containsExactly("/aws/kinesis-analytics/orders", "team");
    assertThat(groupOf("/aws/kinesis-analytics/orders"))
        .containsExactly("orders kinesis-analytics-log-stream");
    assertThat(groupOf("other")).as("what no current version says").isEmpty();
  }

  private static Configuration loggingTo(String group) {
    String arn = "arn:aws:logs:us-east-1:000000000000:log-group:" + group + ":log-stream:v";
    return PLAIN.withLoggingOptions(List.of(new LoggingOption("1.1", arn)));
  }

  private List<String> groupOf(String name) {
    return applications.loggingTo("us-east-1", "000000000000", name).stream()
        .map(each -> each.application().id().name() + " " + each.place().stream())
        .toList();
  }

  private Application write(Application application, Records records) {
    assertThat(applications.replace(application, application, records)).isTrue();
    return application.written();
  }

  private List<String> names(Optional<String> after, int limit) {
    return applications
        .list("us-east-1", "000000000000", after.map(ApplicationName::new), limit)
        .stream()
        .map(each -> each.id().name().value())
        .toList();
  }

  private static Records versions(Version... versions) {
    return new Records(List.of(versions), List.of(), List.of(), List.of());
  }

  private static ApplicationId id(String region, String account, String name) {
    return new ApplicationId(region, account, new ApplicationName(name));
  }

  private static ApplicationId here(String name) {
    return id("us-east-1", "000000000000", name);
  }

  private static SnapshotName name(String value) {
    return new SnapshotName(value);
  }

  private static OperationId operation(String value) {
    return new OperationId(value);
  }

  private static Snapshot snapshot(String name, Instant at) {
    return Snapshot.begun(name(name), Version.first(PLAIN, NOON), true, at);
  }

  private static Code code(String digit) {
    return new Code(new Sha256(digit.repeat(64)), digit.repeat(32), 12, Optional.empty());
  }

  private static Application application(ApplicationId id, String uid) {
    return new Application(
        id,
        uid,
        Optional.empty(),
        NOON,
        NOON,
        1,
        0,
        Map.of(),
        Optional.empty(),
        "03:00",
        Ready.NEW,
        0);
  }

  private static Application everything(ApplicationId id) {
    return new Application(
        id,
        "uid1",
        Optional.of("counts \"clicks\"; ünïcode — 🐿\n'); DROP TABLE applications; --"),
        NOON,
        NOON.plusNanos(1),
        1,
        42,
        Map.of("team", "web", "drey:on-delete", "keep-snapshots", "empty", ""),
        Optional.of(new RunConfiguration(RestoreType.CUSTOM, Optional.of(name("s1")), true)),
        "23:59",
        new Ready(Optional.of("s3://state/chk-7"), Optional.of("it failed: x")),
        0);
  }

  private static Configuration everythingSet() {
    return new Configuration(
        new RuntimeEnvironment("FLINK-2_3"),
        "arn:aws:iam::000000000000:role/service",
        Optional.of(
            new Code(
                new Sha256("0123456789abcdef".repeat(4)),
                "0123456789abcdef".repeat(2),
                5_000_000_000L,
                Optional.of(
                    new CodeSource.S3("arn:aws:s3:::code", "a b/ü+.jar", Optional.of("v1"))))),
        new Checkpointing(
            ConfigurationType.CUSTOM, false, Duration.ofMillis(500), Duration.ofNanos(1)),
        new Monitoring(ConfigurationType.CUSTOM, "PARALLELISM", "DEBUG"),
        new Parallelism(ConfigurationType.CUSTOM, 12, 4, false),
        List.of(
            new PropertyGroup("kafka", Map.of("bootstrap.servers", "a:9092,b:9092", "empty", "")),
            new PropertyGroup("drey.flink.configuration", Map.of("a.b", "\"quoted\" \\ \u0001"))),
        false,
        true,
        Optional.of(new Encryption("CUSTOMER_MANAGED_KEY", Optional.of("arn:aws:kms:…"))),
        List.of(new LoggingOption("1.1", "arn:aws:logs:…")),
        List.of(new VpcConfiguration("2.1", "vpc-1", List.of("subnet-1"), List.of("sg-1", "sg-2"))),
        Optional.of(SnapshotMode.ENHANCED));
  }

  private static final List<Origin> ORIGINS =
      List.of(
          new Origin.Empty(),
          new Origin.Restore("file:/state/s1", Optional.of(name("s1")), true),
          new Origin.Restore("file:/state/chk-7", Optional.empty(), false),
          new Origin.Resume("s3://state/chk-8"));

  private static final Launch LAUNCH =
      new Launch(new DeploymentId("abcd1234-v1-1"), 1, 3, ORIGINS.get(1));

  private static final OlderState OLDER =
      new OlderState(
          new DeploymentId("abcd1234-v2-4"), ORIGINS.get(1), NOON, Duration.ofMinutes(5));

  private static final Change CHANGE = change(Optional.of(ORIGINS.get(0)), true);

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry.OperationBegun(operation("op1"), "RollbackApplication"),
          new Entry.OperationEnded(
              operation("op1"),
              Operation.State.FAILED,
              Optional.of("cause"),
              Optional.of(operation("op2"))),
          Entry.succeeded(operation("op1")),
          new Entry.SnapshotBegun(name("s1"), 2, false),
          new Entry.SnapshotTaken(name("s1"), "file:/state/s1"),
          new Entry.SnapshotFailed(name("s1"), "cause"),
          new Entry.VersionAbandoned(2, 1),
          Entry.rollback(operation("op1"), 2),
          new Entry.VersionLeft(2),
          new Entry.Gone(true));

  private static final Errand.Fallback FALLBACK =
      new Errand.Fallback(
          LAUNCH, operation("op2"), 2, 1, NOON, Timeouts.DEFAULT.start().plusNanos(1));

  private static final List<Purpose> PURPOSES =
      List.of(
          new Purpose.Stop(operation("op1")),
          new Purpose.Update(CHANGE),
          new Purpose.CallOff(CHANGE, operation("op3")),
          new Purpose.Park());

  private static final List<After> AFTERS =
      List.of(
          new After.Rest(true, Optional.of("file:/state/chk-7"), Optional.empty()),
          new After.Begin(
              LAUNCH, Errand.start(operation("op1")), Duration.ofSeconds(300, 999_999_999)),
          new After.GoOn(CHANGE, ORIGINS.get(1)),
          new After.Undo(FALLBACK, operation("op1"), new DeploymentId("abcd1234-v3-4")),
          new After.Park(3, ORIGINS.get(2), true));

  /** At least one of every kind, with every kind of value inside. */
  public static List<Phase> phases() {
    List<Phase> all = new ArrayList<>();
    var ready = new Ready(Optional.of("file:/state/chk-7"), Optional.of("note"));
    all.add(Ready.NEW);
    all.add(ready);
    all.add(new Amending(ready, operation("op1")));
    for (Errand errand : errands()) {
      all.add(new Starting(LAUNCH, errand, NOON));
    }
    for (Origin origin : ORIGINS) {
      var launch = Launch.first(new DeploymentId("abcd1234-v1-1"), 1, origin);
      all.add(new Running(launch, false, Optional.empty()));
    }
    all.add(new Running(LAUNCH, true, asked(NOON)));
    all.add(new Recovering(LAUNCH, true, 2, NOON));
    all.add(new Amending(new Running(LAUNCH, true, asked(NOON)), operation("op1")));
    all.add(new CallingOff(LAUNCH, true, CHANGE, operation("op1")));
    all.add(new Checking(LAUNCH, false, CHANGE, NOON));
    all.add(new Checking(LAUNCH, true, change(Optional.empty(), false), NOON));
    for (Purpose purpose : PURPOSES) {
      all.add(new Saving(LAUNCH, true, name("s1"), purpose, NOON));
    }
    for (After after : AFTERS) {
      all.add(new Clearing(LAUNCH, Status.FORCE_STOPPING, after, ENTRIES));
    }
    all.add(new Clearing(LAUNCH, Status.UPDATING, AFTERS.get(0), List.of()));
    for (Origin origin : ORIGINS) {
      all.add(new Parked(7, origin));
    }
    all.add(new Deleting(Optional.of(LAUNCH), true));
    all.add(new Deleting(Optional.empty(), false));
    return all;
  }

  private static List<Errand> errands() {
    return List.of(
        Errand.start(operation("op1")),
        Errand.start(operation("op1")).sparing(Optional.of("file:///left/chk-9")),
        Errand.resume(),
        new Errand(
            Errand.Kind.UPDATE,
            Optional.of(operation("op1")),
            Optional.of(FALLBACK),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Errand(
            Errand.Kind.ROLL_BACK,
            Optional.of(operation("op1")),
            Optional.of(FALLBACK),
            Optional.of(OLDER),
            Optional.of("note"),
            Optional.empty()));
  }

  private static Change change(Optional<Origin> state, boolean listed) {
    return new Change(
        listed ? Change.Kind.UPDATE : Change.Kind.ROLL_BACK,
        operation("op1"),
        2,
        1,
        new DeploymentId("abcd1234-v2-2"),
        state,
        listed ? Optional.empty() : Optional.of(OLDER),
        listed ? Optional.of("note") : Optional.empty(),
        !listed,
        name("s1"),
        listed,
        operation("op2"),
        new DeploymentId("abcd1234-v3-3"),
        new Timeouts(Duration.ofSeconds(1), Duration.ofDays(400), Duration.ofMillis(1)),
        listed ? Optional.of(FLINK) : Optional.empty());
  }

  private static Optional<Running.Asked> asked(Instant giveUpAt) {
    return Optional.of(new Running.Asked(name("s1"), giveUpAt));
  }
}
