package dev.drey.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Flink's own REST API says of the job, through the server's read-only forwarder. Between two
 * versions of an application there is nothing to ask: then everything is empty, or 0 where it is a
 * sum.
 */
final class FlinkGlance {
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI jobs;

  /** Looks at Flink's API as it is served below {@code dashboard}, which ends with a slash. */
  FlinkGlance(URI dashboard) {
    this.jobs = dashboard.resolve("jobs/");
  }

  /**
   * One look at the running job.
   *
   * @param linesRead records that the source has handed on, since the topic's beginning
   */
  record Seen(OptionalLong checkpoints, OptionalLong sessionsOpen, OptionalLong linesRead) {
    static final Seen NOTHING =
        new Seen(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  Seen look() {
    Optional<String> job =
        elements(get("overview").path("jobs"))
            .filter(found -> found.path("state").asText().equals("RUNNING"))
            .map(found -> found.path("jid").asText())
            .findFirst();
    return job.map(this::look).orElse(Seen.NOTHING);
  }

  private Seen look(String job) {
    JsonNode completed = get(job + "/checkpoints").path("counts").path("completed");
    List<String> vertices =
        elements(get(job).path("vertices")).map(vertex -> vertex.path("id").asText()).toList();
    return new Seen(
        completed.isNumber() ? OptionalLong.of(completed.asLong()) : OptionalLong.empty(),
        sum(job, vertices, name -> name.endsWith(".sessionsOpen"), 0),
        // The offset is the last one read: one less than the number of records, in each partition.
        sum(job, vertices, name -> name.matches(".*partition\\.\\d+\\.currentOffset"), 1));
  }

  /** The sum of the metrics of this name over all tasks; {@code more} is added for each metric. */
  private OptionalLong sum(String job, List<String> vertices, Predicate<String> wanted, long more) {
    for (String vertex : vertices) {
      String metrics = job + "/vertices/" + vertex + "/subtasks/metrics";
      List<String> names =
          elements(get(metrics)).map(m -> m.path("id").asText()).filter(wanted).toList();
      if (!names.isEmpty()) {
        String query = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
        double sum =
            elements(get(metrics + "?agg=sum&get=" + query))
                .mapToDouble(metric -> metric.path("sum").asDouble() + more)
                .sum();
        return OptionalLong.of((long) sum);
      }
    }
    return OptionalLong.empty();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private JsonNode get(String path) {
    try {
      var request = HttpRequest.newBuilder(jobs.resolve(path)).timeout(PATIENCE).build();
      var response = http.send(request, BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? json.readTree(response.body())
          : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return MissingNode.getInstance();
    }
  }
}
