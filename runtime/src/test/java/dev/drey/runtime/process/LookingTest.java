package dev.drey.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.lifecycle.Watch;
import dev.drey.core.model.SnapshotName;
import dev.drey.runtime.files.WholeFile;
import dev.drey.runtime.rest.FlinkRest;
import dev.drey.runtime.state.ApplicationState;
import dev.drey.runtime.state.FileStateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each field of a sighting says, with made-up processes and a made-up JobManager. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LookingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final SnapshotName NAME = new SnapshotName("nightly");

  @TempDir Path root;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private HttpServer flink;
  private Instant now = NOON;
  private Application application;
  private Launch launch;
  private Incarnation incarnation;
  private Site site;
  private Looking looking;

  @BeforeEach
  void a_deployment_with_one_task_manager() throws IOException {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext("/", this::answer);
    flink.start();
    application = TestApplication.named("clicks");
    launch = TestApplication.first(application, "v1-1", new Origin.Empty());
    WholeFile.write(root.resolve("proc/sys/kernel/random/boot_id"), "b00t\n");
    site = site();
    looking = looking();
    incarnation = incarnation(1);
  }

  @AfterEach
  void end() {
    flink.stop(0);
  }

  private Site site() {
    var clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new Site(
        TestApplication.settings(root),
        new Home(root.resolve("clusters")),
        new FileStateFolder(root.resolve("state")),
        new ProcFs(root.resolve("proc")),
        FlinkRest.client(),
        clock);
  }

  private Looking looking() {
    var ending = new Ending(site.kernel(), site.clock());
    var checks = new Checks(site, null, null, null, ending);
    return new Looking(site, new Savepoints(site), checks, new Litter(site, ending));
  }

  private void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    String body = answers.get(exchange.getRequestURI().getPath());
    byte[] bytes = (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Incarnation incarnation(int number) {
    return site.deployment(application, launch.deployment()).incarnation(number);
  }

  private void facts(int port, long resumed) {
    new IncarnationFacts(port, 1, 1, resumed).write(incarnation.facts());
  }

  private void started(ProcessFiles files, long pid) {
    WholeFile.write(files.process(), pid + " 4711 b00t\n");
    WholeFile.write(
        root.resolve("proc/" + pid + "/stat"),
        pid + " (java) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20\n");
    WholeFile.write(
        root.resolve("proc/" + pid + "/cmdline"),
        "java\0" + OwnProcess.mark(launch.deployment()) + "\0");
  }

  private void died(ProcessFiles files, long pid, int status) {
    dev.drey.runtime.files.Trees.delete(root.resolve("proc/" + pid));
    WholeFile.write(files.exit(), status + "\n");
  }

  /** Everything is up and the JobManager answers. */
  private void up() {
    facts(flink.getAddress().getPort(), 0);
    started(incarnation.jobManager(), 10);
    started(incarnation.taskManager(1, 1), 11);
  }

  private String job() {
    return ApplicationState.job(launch.deployment());
  }

  private void overview(String state, int running, int finished, int total) {
    answers.put(
        "/jobs/overview",
        """
        {"jobs":[{"jid":"%s","state":"%s","last-modification":%d,"end-time":%d,
          "tasks":{"running":%d,"finished":%d,"total":%d}}]}
        """
            .formatted(
                job(), state, NOON.toEpochMilli(), NOON.toEpochMilli(), running, finished, total));
  }

  /** A checkpoint, on Flink's page. */
  private void completed(int number, Instant at) {
    answers.put(
        "/jobs/" + job() + "/checkpoints",
        "{\"latest\":{\"completed\":{\"id\":%d,\"latest_ack_timestamp\":%d}}}"
            .formatted(number, at.toEpochMilli()));
  }

  private void checkpoint(int number) {
    WholeFile.write(
        root.resolve("state")
            .resolve(application.id().name() + "-" + application.uid())
            .resolve("checkpoints/" + launch.deployment() + "/" + job())
            .resolve("chk-" + number + "/_metadata"),
        "state");
  }

  private String location(int number) {
    return site.state(application).location(launch.deployment(), number);
  }

  private Sighting look() {
    return looking.look(
        application,
        new Watch(Optional.of(launch), Optional.empty(), OptionalInt.empty(), Watch.Remains.NONE));
  }

  private Progress saved() {
    return looking
        .look(
            application,
            new Watch(
                Optional.of(launch), Optional.of(NAME), OptionalInt.empty(), Watch.Remains.NONE))
        .saved();
  }

  @Test
  void what_was_never_started_is_absent() {
    assertThat(look()).isEqualTo(Sighting.NOTHING);
  }

  @Test
  void what_is_only_laid_out_is_absent() {
    facts(1, 0);

    assertThat(look()).isEqualTo(Sighting.NOTHING);
  }

  @Test
  void what_is_to_end_may_yet_begin_where_it_is_laid_out() {
    assertThat(toTheEnd().processes()).isFalse();
    facts(1, 0);

    assertThat(toTheEnd().condition()).isEqualTo(Condition.ABSENT);
    assertThat(toTheEnd().processes()).isTrue();
  }

  private Sighting toTheEnd() {
    return looking.look(
        application,
        new Watch(
            Optional.of(launch), Optional.empty(), OptionalInt.empty(), Watch.Remains.DEPLOYMENT));
  }

  @Test
  void a_task_manager_that_shows_before_its_job_manager_is_coming_up() {
    facts(1, 0);
    started(incarnation.taskManager(1, 1), 11);

    assertThat(look().condition()).isEqualTo(Condition.COMING_UP);
    assertThat(look().missingTaskManagers()).isEqualTo(1);
  }

  @Test
  void every_subtask_running_or_at_its_end_is_healthy() {
    up();
    overview("RUNNING", 2, 1, 3);

    assertThat(look().condition()).isEqualTo(Condition.HEALTHY);
    assertThat(look().processes()).isTrue();
    assertThat(look().missingTaskManagers()).isZero();
  }

  @Test
  void in_Python_every_subtask_has_to_run_for_a_while() throws IOException {
    Files.createDirectories(site.deployment(application, launch.deployment()).python());
    up();
    overview("RUNNING", 3, 0, 3);

    now = NOON.plusMillis(1_900);
    assertThat(look().condition()).isEqualTo(Condition.COMING_UP);
    now = NOON.plusMillis(2_000);
    assertThat(look().condition()).isEqualTo(Condition.HEALTHY);
  }

  @Test
  void in_Python_a_checkpoint_since_every_subtask_runs_tells_it_sooner() throws IOException {
    Files.createDirectories(site.deployment(application, launch.deployment()).python());
    up();
    overview("RUNNING", 3, 0, 3);

    completed(11, NOON.minusMillis(1)); // by the subtasks that ran before these
    assertThat(look().condition()).isEqualTo(Condition.COMING_UP);
    completed(12, NOON.plusMillis(1));
    assertThat(look().condition()).isEqualTo(Condition.HEALTHY);
  }

  @Test
  void one_subtask_short_is_coming_up() {
    up();
    overview("RUNNING", 2, 0, 3);

    assertThat(look().condition()).isEqualTo(Condition.COMING_UP);
  }

  @Test
  void no_answer_is_coming_up_before_the_first_one_and_unknown_after_it() {
    up();
    facts(1, 0);
    assertThat(look().condition()).isEqualTo(Condition.COMING_UP);

    up();
    overview("RUNNING", 1, 0, 1);
    look();
    facts(1, 0);

    assertThat(look().condition()).isEqualTo(Condition.UNKNOWN);
  }

  @Test
  void failures_are_counted_and_the_newest_is_the_cause() {
    up();
    overview("RESTARTING", 0, 0, 1);
    answers.put(
        "/jobs/" + job() + "/exceptions",
        """
        {"root-exception":"x","exceptionHistory":{"entries":[
          {"stacktrace":"a.Wrapper: w\\n\\tat a.B.c(B.java:1)\\nCaused by: a.Root: new\\n"},
          {"stacktrace":"a.Root: old\\n"}]}}
        """);

    assertThat(look().condition()).isEqualTo(Condition.COMING_UP);
    assertThat(look().failures()).isEqualTo(2);
    assertThat(look().cause()).contains("a.Root: new");
  }

  @Test
  void a_failed_job_is_failed_once_its_cause_cannot_be_an_older_one() {
    up();
    overview("FAILED", 0, 0, 0);
    answers.put("/jobs/" + job() + "/exceptions", "{\"root-exception\":\"a.Root: why\\n\"}");
    assertThat(look().condition()).isEqualTo(Condition.COMING_UP);

    now = NOON.plusSeconds(1);

    assertThat(look().condition()).isEqualTo(Condition.FAILED);
    assertThat(look().cause()).contains("a.Root: why");
  }

  @Test
  void the_end_of_input_is_finished() {
    up();
    overview("FINISHED", 0, 1, 1);

    assertThat(look().condition()).isEqualTo(Condition.FINISHED);
  }

  @Test
  void a_dead_job_manager_is_lost_while_its_task_manager_lives_on() {
    up();
    overview("RUNNING", 1, 0, 1);
    look();
    died(incarnation.jobManager(), 10, 137);

    assertThat(look().condition()).isEqualTo(Condition.LOST);
    assertThat(look().processes()).isTrue();
    assertThat(look().cause()).contains("the JobManager ended with status 137");
  }

  @Test
  void a_job_manager_that_never_answered_is_lost_with_what_it_logged() {
    up();
    WholeFile.write(
        incarnation.jobManagerLog(),
        """
        {"timestamp":1,"message":"No.","messageType":"ERROR","throwableInformation":"x\\nCaused by: java.net.BindException: in use\\n"}
        """);
    died(incarnation.jobManager(), 10, 1);

    assertThat(look().cause())
        .contains("the JobManager ended with status 1: java.net.BindException: in use");
  }

  @Test
  void a_death_without_status_is_waited_upon_for_a_moment() {
    up();
    dev.drey.runtime.files.Trees.delete(root.resolve("proc/10"));
    assertThat(look().condition()).isEqualTo(Condition.UNKNOWN);

    now = NOON.plus(Duration.ofSeconds(1));

    assertThat(look().condition()).isEqualTo(Condition.LOST);
  }

  @Test
  void a_dead_task_manager_is_missing_and_its_last_words_are_a_cause() {
    up();
    overview("RESTARTING", 0, 0, 1);
    WholeFile.write(
        incarnation.taskManager(1, 1).out(),
        "Terminating due to java.lang.OutOfMemoryError: Java heap space\n");
    died(incarnation.taskManager(1, 1), 11, 3);

    assertThat(look().missingTaskManagers()).isEqualTo(1);
    assertThat(look().cause().orElseThrow()).contains("OutOfMemoryError");
  }

  @Test
  void the_newest_checkpoint_is_the_highest_complete_one() {
    up();
    died(incarnation.jobManager(), 10, 137);
    checkpoint(9);
    checkpoint(10);
    WholeFile.write(Path.of(location(11).substring("file://".length()), "part"), "half");

    assertThat(look().newestCheckpoint()).contains(location(10));
    assertThat(look().checkpointed()).isTrue();
  }

  @Test
  void what_an_incarnation_was_restored_from_is_not_its_own() {
    up();
    facts(flink.getAddress().getPort(), 10);
    overview("RUNNING", 1, 0, 1);
    checkpoint(10);
    assertThat(look().newestCheckpoint()).contains(location(10));
    assertThat(look().checkpointed()).isFalse();

    completed(11, NOON);

    assertThat(look().newestCheckpoint()).contains(location(11));
    assertThat(look().checkpointed()).isTrue();
  }

  @Test
  void checkpoints_before_the_restored_one_and_those_of_others_are_litter() {
    up();
    facts(flink.getAddress().getPort(), 10);
    overview("RUNNING", 1, 0, 1);
    completed(11, NOON);
    checkpoint(10);
    checkpoint(11);
    assertThat(look().litter()).isFalse();

    completed(12, NOON);
    checkpoint(9);
    checkpoint(12);
    assertThat(look().litter()).isTrue();
    new Litter(site, new Ending(site.kernel(), site.clock())).sweep(application, launch);

    assertThat(look().litter()).isFalse();
    died(incarnation.jobManager(), 10, 137);
    assertThat(look().newestCheckpoint()).contains(location(12));
  }

  @Test
  void a_savepoint_that_nobody_asked_for_is_none() {
    up();
    overview("RUNNING", 1, 0, 1);

    assertThat(saved()).isEqualTo(new Progress.None());
  }

  @Test
  void a_savepoint_is_done_when_it_is_complete_on_disk_whoever_remembers_it() {
    up();
    overview("RUNNING", 1, 0, 1);
    SavepointAsked asked = SavepointAsked.now(NAME, true);
    asked.write(incarnation.savepoint(NAME));
    assertThat(saved()).isEqualTo(new Progress.None()); // asked again: it may never have arrived

    String path = "/jobs/" + job() + "/savepoints/" + asked.trigger();
    answers.put(path, "{\"status\":{\"id\":\"IN_PROGRESS\"}}");
    assertThat(saved()).isEqualTo(new Progress.UnderWay());

    String target = site.state(application).target(NAME, asked.trigger());
    WholeFile.write(Path.of(target.substring("file://".length()), "savepoint-1/_metadata"), "s");
    assertThat(saved()).isEqualTo(new Progress.UnderWay()); // its job still runs

    overview("FINISHED", 0, 1, 1);
    assertThat(saved()).isEqualTo(new Progress.Done(target + "/savepoint-1"));
    died(incarnation.jobManager(), 10, 137);
    assertThat(saved()).isEqualTo(new Progress.Done(target + "/savepoint-1"));
  }

  @Test
  void a_savepoint_that_failed_says_why() {
    up();
    overview("RUNNING", 1, 0, 1);
    SavepointAsked asked = SavepointAsked.now(NAME, false);
    asked.write(incarnation.savepoint(NAME));
    answers.put(
        "/jobs/" + job() + "/savepoints/" + asked.trigger(),
        """
        {"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"stack-trace":
          "a.Wrapper: w\\nCaused by: java.io.IOException: No space left on device\\n"}}}
        """);

    assertThat(saved())
        .isEqualTo(new Progress.Failed("java.io.IOException: No space left on device"));
  }

  @Test
  void the_next_incarnation_goes_on_from_a_stop_that_was_complete_after_all() {
    up();
    checkpoint(3);
    SavepointAsked asked = SavepointAsked.now(NAME, true);
    asked.write(incarnation.savepoint(NAME));
    String target = site.state(application).target(NAME, asked.trigger());
    WholeFile.write(Path.of(target.substring("file://".length()), "savepoint-1/_metadata"), "s");

    Launch next = launch.again(Optional.of(location(2)));
    var origins = new Origins(site, application, site.deployment(application, launch.deployment()));

    assertThat(origins.choose(next))
        .isEqualTo(new Origin.Restore(target + "/savepoint-1", Optional.of(NAME), false));
    checkpoint(4);
    assertThat(origins.choose(next)).isEqualTo(new Origin.Resume(location(4)));
    assertThat(origins.choose(launch)).isEqualTo(new Origin.Empty());
  }

  @Test
  void remains_are_litter_as_far_as_they_are_not_kept() {
    assertThat(remains(Watch.Remains.ALL)).isFalse();

    WholeFile.write(
        root.resolve("state/" + application.id().name() + "-" + application.uid())
            .resolve("snapshots/a/b/savepoint-1/_metadata"),
        "s");
    assertThat(remains(Watch.Remains.ALL)).isTrue();
    assertThat(remains(Watch.Remains.ALL_BUT_SNAPSHOTS)).isFalse();

    checkpoint(1);
    assertThat(remains(Watch.Remains.ALL_BUT_SNAPSHOTS)).isTrue();
  }

  private boolean remains(Watch.Remains remains) {
    return looking
        .look(
            application,
            new Watch(Optional.empty(), Optional.empty(), OptionalInt.empty(), remains))
        .litter();
  }
}
