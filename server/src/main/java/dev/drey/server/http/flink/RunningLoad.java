package dev.drey.server.http.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.core.model.ApplicationId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a running job has more than enough to do, asked of its JobManager. */
public final class RunningLoad {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONG_CHECKPOINT = Duration.ofMinutes(1);

  /** Tasks measure their pressure every five seconds: before that they say there is none. */
  private static final Duration FIRST_MEASURED = Duration.ofSeconds(10);

  /**
   * Of the subtask that waits most. Flink's page of backpressure says the same, but fails while a
   * job has no metrics yet, with an ERROR in the application's log.
   */
  private static final String BACKPRESSURED =
      "/subtasks/metrics?get=backPressuredTimeMsPerSecond&agg=max";

  /** From where on Flink calls backpressure high, in milliseconds of each second. */
  private static final double HIGH = 500;

  private static final Set<String> WELL = Set.of("RUNNING", "FINISHED");

  private final Clusters clusters;
  private final Clock clock;
  private final Duration fetching;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Asks these clusters.
   *
   * @param fetching how long a JobManager takes to fetch what its tasks have measured
   */
  public RunningLoad(Clusters clusters, Clock clock, Duration fetching) {
    this.clusters = clusters;
    this.clock = clock;
    this.fetching = fetching;
  }

  /** Why a snapshot would be hard on it now; absent if it would not. */
  public Optional<String> reasonToWait(ApplicationId application) {
    Optional<URI> jobManager = clusters.jobManagerOf(application);
    if (jobManager.isEmpty()) {
      return Optional.of("its JobManager is on its way back");
    }
    try {
      return reason(jobManager.get());
    } catch (IOException e) {
      return Optional.of("its JobManager does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the server is ending");
    }
  }

  private Optional<String> reason(URI jobManager) throws IOException, InterruptedException {
    JsonNode job = ask(jobManager, "/jobs").at("/jobs/0");
    if (!job.path("status").asText().equals("RUNNING")) {
      return Optional.of("its job is " + job.path("status").asText("not there"));
    }
    String path = "/jobs/" + job.path("id").asText();
    JsonNode details = ask(jobManager, path);
    Optional<String> comingUp = comingUp(details);
    if (comingUp.isPresent()) {
      return comingUp;
    }
    Optional<String> slow = slowCheckpoint(ask(jobManager, path + "/checkpoints"));
    return slow.isPresent() ? slow : backpressure(jobManager, path, details.path("vertices"));
  }

  private Optional<String> comingUp(JsonNode details) {
    for (JsonNode vertex : details.path("vertices")) {
      String status = vertex.path("status").asText();
      if (!WELL.contains(status)) {
        return Optional.of("its task " + vertex.path("name").asText() + " is " + status);
      }
    }
    Duration running = since(details.at("/timestamps/RUNNING").asLong());
    return running.compareTo(FIRST_MEASURED) < 0
        ? Optional.of("its job has just begun to run")
        : Optional.empty();
  }

  /** The one under way tells more than the last that was completed: it may never be. */
  private Optional<String> slowCheckpoint(JsonNode checkpoints) {
    for (JsonNode each : checkpoints.path("history")) {
      Duration lasts = since(each.path("trigger_timestamp").asLong());
      if (each.path("status").asText().equals("IN_PROGRESS")
          && lasts.compareTo(LONG_CHECKPOINT) > 0) {
        return Optional.of("its checkpoint has been under way for " + lasts.toSeconds() + " s");
      }
    }
    long took = checkpoints.at("/latest/completed/end_to_end_duration").asLong();
    return took > LONG_CHECKPOINT.toMillis()
        ? Optional.of("its last checkpoint took " + took / 1000 + " s")
        : Optional.empty();
  }

  private Optional<String> backpressure(URI jobManager, String path, JsonNode vertices)
      throws IOException, InterruptedException {
    for (JsonNode vertex : vertices) {
      // what is answered first was measured when somebody last asked
      ask(jobManager, pressureOf(path, vertex));
    }
    Thread.sleep(fetching.toMillis());
    for (JsonNode vertex : vertices) {
      if (ask(jobManager, pressureOf(path, vertex)).at("/0/max").asDouble() > HIGH) {
        return Optional.of("it is backpressured at " + vertex.path("name").asText());
      }
    }
    return Optional.empty();
  }

  private static String pressureOf(String job, JsonNode vertex) {
    return job + "/vertices/" + vertex.path("id").asText() + BACKPRESSURED;
  }

  private Duration since(long millis) {
    return Duration.between(Instant.ofEpochMilli(millis), clock.instant());
  }

  private JsonNode ask(URI jobManager, String path) throws IOException, InterruptedException {
    URI address = URI.create(jobManager.getScheme() + "://" + jobManager.getRawAuthority() + path);
    return json.readTree(
        FlinkHttp.client()
            .send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                BodyHandlers.ofByteArray())
            .body());
  }
}
