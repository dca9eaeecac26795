package dev.drey.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.CookieManager;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Flink's own REST API says of the job, through the server's read-only forwarder. Between two
 * versions of an application there is nothing to ask: then everything is empty, or 0 where it is a
 * sum.
 */
final class FlinkGlance {
  private static final Duration PATIENCE = Duration.ofMillis(800);

  /** The link gives a cookie, by which all else is answered. */
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final ObjectMapper json = new ObjectMapper();
  private final Supplier<URI> links;

  /** Known once a link was opened. */
  private Optional<URI> jobs = Optional.empty();

  /**
   * Looks at Flink's API as it is served below a dashboard.
   *
   * @param links gives a fresh link to the dashboard
   */
  FlinkGlance(Supplier<URI> links) {
    this.links = links;
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
    if (jobs.isEmpty()) {
      open(links.get());
    }
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

  /** One that opens nothing, as while nothing runs, is not tried again: the next is another. */
  private void open(URI link) {
    if (ask(link).isPresent()) {
      jobs = Optional.of(link.resolve("jobs/"));
    }
  }

  private JsonNode get(String path) {
    Optional<byte[]> answer = jobs.flatMap(address -> ask(address.resolve(path)));
    try {
      return answer.isPresent() ? json.readTree(answer.get()) : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private Optional<byte[]> ask(URI address) {
    try {
      var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      var response = http.send(request, BodyHandlers.ofByteArray());
      return Optional.of(response.body()).filter(body -> response.statusCode() == 200);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
