package dev.drey.server.http.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drey.core.control.HeldClock;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunningLoadTest {
  private static final ApplicationId CLICKS =
      new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks"));

  private static final String PRESSURE = "/jobs/j/vertices/v/subtasks/metrics";
  private static final String PRESSED = "[{'id':'backPressuredTimeMsPerSecond','max':%s}]";

  private final HeldClock clock = new HeldClock();
  private final Map<String, String> answers = new HashMap<>();
  private HttpServer jobManager;

  /** What is told of pressure after it was asked for once, as of the time before that. */
  private String pressureLater = "";

  @BeforeEach
  void a_job_that_is_well() throws IOException {
    answers.put("/jobs", "{'jobs':[{'id':'j','status':'RUNNING'}]}");
    job("RUNNING", Duration.ofMinutes(5));
    checkpoints("", 40);
    pressure("0.0", "0.0");
    jobManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    jobManager.createContext("/", this::answer);
    jobManager.start();
  }

  @AfterEach
  void stop() {
    jobManager.stop(0);
  }

  @Test
  void nothing_speaks_against_a_snapshot_of_a_job_that_is_well() {
    assertThat(reason()).isEmpty();
  }

  @Test
  void a_job_that_is_not_whole_is_waited_for() {
    answers.put("/jobs", "{'jobs':[{'id':'j','status':'RESTARTING'}]}");
    assertThat(reason()).contains("its job is RESTARTING");

    answers.put("/jobs", "{'jobs':[{'id':'j','status':'RUNNING'}]}");
    job("INITIALIZING", Duration.ofMinutes(5));
    assertThat(reason()).contains("its task sum is INITIALIZING");
  }

  @Test
  void a_job_that_has_just_begun_to_run_cannot_have_measured_its_pressure() {
    job("RUNNING", Duration.ofSeconds(9));

    assertThat(reason()).contains("its job has just begun to run");

    clock.forward(Duration.ofSeconds(1));
    assertThat(reason()).isEmpty();
  }

  @Test
  void a_slow_checkpoint_is_a_reason_whether_or_not_it_was_completed() {
    checkpoints("", 61_000);
    assertThat(reason()).contains("its last checkpoint took 61 s");

    long begun = clock.instant().minusSeconds(62).toEpochMilli();
    checkpoints("{'status':'IN_PROGRESS','trigger_timestamp':" + begun + "}", 40);
    assertThat(reason()).contains("its checkpoint has been under way for 62 s");

    checkpoints("{'status':'FAILED','trigger_timestamp':" + begun + "}", 40);
    assertThat(reason()).isEmpty();
  }

  @Test
  void pressure_is_what_is_measured_now_and_not_when_somebody_last_asked() {
    pressure("500.0", "501.0");
    assertThat(reason()).contains("it is backpressured at sum");

    pressure("501.0", "500.0");
    assertThat(reason()).isEmpty();
  }

  @Test
  void a_task_that_has_measured_nothing_yet_waits_for_nobody() {
    answers.put(PRESSURE, "[]");
    pressureLater = "[]";

    assertThat(reason()).isEmpty();
  }

  @Test
  void a_job_manager_that_is_away_is_waited_for() {
    assertThat(load(Optional.empty()).reasonToWait(CLICKS))
        .contains("its JobManager is on its way back");

    jobManager.stop(0);
    assertThat(reason()).contains("its JobManager does not answer");
  }

  private Optional<String> reason() {
    String address = "http://127.0.0.1:" + jobManager.getAddress().getPort();
    return load(Optional.of(URI.create(address))).reasonToWait(CLICKS);
  }

  private RunningLoad load(Optional<URI> jobManagerAt) {
    return new RunningLoad(id -> jobManagerAt, clock, Duration.ZERO);
  }

  private void job(String task, Duration running) {
    answers.put(
        "/jobs/j",
        "{'timestamps':{'RUNNING':%d},'vertices':[{'id':'v','name':'sum','status':'%s'}]}"
            .formatted(clock.instant().minus(running).toEpochMilli(), task));
  }

  private void checkpoints(String underWay, long took) {
    answers.put(
        "/jobs/j/checkpoints",
        "{'history':[%s],'latest':{'completed':{'end_to_end_duration':%d}}}"
            .formatted(underWay, took));
  }

  private void pressure(String first, String then) {
    answers.put(PRESSURE, PRESSED.formatted(first));
    pressureLater = PRESSED.formatted(then);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = answers.get(path).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    if (path.equals(PRESSURE)) {
      answers.put(path, pressureLater);
    }
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
