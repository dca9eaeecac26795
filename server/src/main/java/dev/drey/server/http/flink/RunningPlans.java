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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans of running jobs, asked of their JobManagers. */
public final class RunningPlans {
  private static final Logger LOG = LoggerFactory.getLogger(RunningPlans.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Clusters clusters;
  private final ObjectMapper json = new ObjectMapper();

  public RunningPlans(Clusters clusters) {
    this.clusters = clusters;
  }

  /** The plan in JSON; absent where nothing runs that could tell it. */
  public Optional<String> planOf(ApplicationId application) {
    return clusters.jobManagerOf(application).flatMap(address -> ask(application, address));
  }

  private Optional<String> ask(ApplicationId application, URI jobManager) {
    try {
      JsonNode jobs = json.readTree(get(jobManager, "/jobs"));
      String id = jobs.at("/jobs/0/id").asText();
      return id.isEmpty()
          ? Optional.empty()
          : Optional.of(
              json.readTree(get(jobManager, "/jobs/" + id + "/plan")).path("plan").toString());
    } catch (IOException e) {
      LOG.info("The plan of a job cannot be had: {} application={}", e.getMessage(), application);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private byte[] get(URI jobManager, String path) throws IOException, InterruptedException {
    URI address = URI.create(jobManager.getScheme() + "://" + jobManager.getRawAuthority() + path);
    return FlinkHttp.client()
        .send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofByteArray())
        .body();
  }
}
