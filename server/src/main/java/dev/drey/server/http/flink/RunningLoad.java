package dev.drey.server.http.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.core.model.ApplicationId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Whether a running job has more than enough to do, asked of its JobManager. */
public final class RunningLoad {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONG_CHECKPOINT = Duration.ofMinutes(1);

  /**
   * Of the subtask that waits most. Flink's page of backpressure says the same, but fails while a
   * job has no metrics yet, with an ERROR in the application's log.
   */
  private static final String BACKPRESSURED = "?get=backPressuredTimeMsPerSecond&agg=max";

  /** From where on Flink calls backpressure high, in milliseconds of each second. */
  private static final double HIGH = 500;

  private final Clusters clusters;
  private final ObjectMapper json = new ObjectMapper();

  public RunningLoad(Clusters clusters) {
    this.clusters = clusters;
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
    JsonNode newest = ask(jobManager, path + "/checkpoints").at("/latest/completed");
    long took = newest.path("end_to_end_duration").asLong();
    if (took > LONG_CHECKPOINT.toMillis()) {
      return Optional.of("its last checkpoint took " + took / 1000 + " s");
    }
    for (JsonNode vertex : ask(jobManager, path).path("vertices")) {
      String metrics = path + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      double waited = ask(jobManager, metrics + BACKPRESSURED).at("/0/max").asDouble();
      if (waited > HIGH) {
        return Optional.of("it is backpressured at " + vertex.path("name").asText());
      }
    }
    return Optional.empty();
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
