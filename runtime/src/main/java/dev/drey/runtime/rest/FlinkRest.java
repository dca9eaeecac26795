package dev.drey.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks one JobManager. An {@link IOException} means that it did not answer, or not what was asked.
 */
public final class FlinkRest {
  /** What Flink has to be told as its {@code web.refresh-interval}. */
  public static final Duration OLDEST = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;

  public FlinkRest(HttpClient http, URI base) {
    this.http = http;
    this.base = base;
  }

  /** A client for any number of JobManagers. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofMillis(500))
        .build();
  }

  /**
   * From the overview, which Flink answers from what it knows this moment; a page about one job may
   * be as old as {@link #OLDEST}.
   */
  public Optional<JobSeen> job(String job) throws IOException {
    for (JsonNode each : get("/jobs/overview").orElseThrow(this::strange).path("jobs")) {
      if (each.path("jid").asText().equals(job)) {
        JsonNode tasks = each.path("tasks");
        return Optional.of(
            new JobSeen(
                JobSeen.State.valueOf(each.path("state").asText()),
                tasks.path("deploying").asInt() + tasks.path("initializing").asInt(),
                tasks.path("running").asInt(),
                tasks.path("finished").asInt(),
                tasks.path("total").asInt(),
                Instant.ofEpochMilli(each.path("last-modification").asLong()),
                Instant.ofEpochMilli(each.path("end-time").asLong())));
      }
    }
    return Optional.empty();
  }

  /** Stack traces of its failures, the newest first. */
  public List<String> failures(String job) throws IOException {
    List<String> traces = new ArrayList<>();
    JsonNode page = get("/jobs/" + job + "/exceptions").orElse(JSON.createObjectNode());
    for (JsonNode entry : page.path("exceptionHistory").path("entries")) {
      traces.add(entry.path("stacktrace").asText());
    }
    if (traces.isEmpty() && page.hasNonNull("root-exception")) {
      traces.add(page.path("root-exception").asText());
    }
    return traces;
  }

  /** The newest checkpoint that the job has completed since its JobManager began. */
  public Optional<CheckpointSeen> newestCheckpoint(String job) throws IOException {
    return get("/jobs/" + job + "/checkpoints")
        .map(page -> page.path("latest").path("completed"))
        .filter(newest -> newest.hasNonNull("id"))
        .map(
            newest ->
                new CheckpointSeen(
                    newest.path("id").asLong(),
                    Instant.ofEpochMilli(newest.path("latest_ack_timestamp").asLong())));
  }

  /** Asks for a savepoint. Asking again with the same trigger is answered with the first one. */
  public void savepoint(String job, String trigger, String directory, String format)
      throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("target-directory", directory).put("cancel-job", false);
    body.put("formatType", format).put("triggerId", trigger);
    post("/jobs/" + job + "/savepoints", body);
  }

  /** Asks for a savepoint after which the job ends. */
  public void stop(String job, String trigger, String directory, String format) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("targetDirectory", directory).put("drain", false);
    body.put("formatType", format).put("triggerId", trigger);
    post("/jobs/" + job + "/stop", body);
  }

  /** How far a savepoint is; absent where nobody has asked for it, or nobody remembers. */
  public Optional<SavepointSeen> savepoint(String job, String trigger) throws IOException {
    return get("/jobs/" + job + "/savepoints/" + trigger).map(FlinkRest::savepointOf);
  }

  private static SavepointSeen savepointOf(JsonNode page) {
    if (!page.path("status").path("id").asText().equals("COMPLETED")) {
      return new SavepointSeen(false, Optional.empty());
    }
    JsonNode cause = page.path("operation").path("failure-cause");
    return cause.isObject()
        ? new SavepointSeen(false, Optional.of(cause.path("stack-trace").asText()))
        : new SavepointSeen(true, Optional.empty());
  }

  private Optional<JsonNode> get(String path) throws IOException {
    HttpResponse<byte[]> answer = send(request(path).GET().build());
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    return Optional.of(JSON.readTree(checked(path, answer)));
  }

  private void post(String path, JsonNode body) throws IOException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    checked(path, send(request));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + request.uri(), e);
    }
  }

  private static byte[] checked(String path, HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() / 100 == 2) {
      return answer.body();
    }
    String told = "";
    try {
      told = JSON.readTree(answer.body()).path("errors").path(0).asText();
    } catch (IOException e) {
      // not JSON: the status has to do
    }
    String first = told.lines().findFirst().orElse("");
    throw new IOException("Flink answers " + answer.statusCode() + " to " + path + ": " + first);
  }

  private IOException strange() {
    return new IOException("what answers at " + base + " is not Flink");
  }
}
