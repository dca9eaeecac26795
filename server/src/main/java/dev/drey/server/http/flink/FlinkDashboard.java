package dev.drey.server.http.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.model.ApplicationId;
import dev.drey.runtime.process.PastJob;
import dev.drey.server.http.flink.FlinkPaths.Rule;
import dev.drey.server.http.flink.FlinkPaths.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows an application's Flink dashboard, and its REST API, to look at only: {@code GET
 * /flink/<application>/…}; of one that does not run what Flink's archive holds of its last job. Who
 * may look says {@link Visits}, and what may be asked for {@link FlinkPaths}.
 */
public final class FlinkDashboard {
  private static final Pattern PATH = Pattern.compile("/flink/([a-zA-Z0-9_.-]{1,128})(/.*)?");
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int LONGEST_SETTINGS = 8 << 20;

  /**
   * All else stays on its side: what concerns one connection, and what Flink would allow other
   * sites.
   */
  private static final List<String> HEADERS_BACK =
      List.of(
          "Content-Type",
          "Content-Disposition",
          "Cache-Control",
          "Expires",
          "ETag",
          "Last-Modified");

  private static final String NO_VISIT =
      "This dashboard needs a link of its own, opened within three minutes:"
          + " 'drey dashboard %s' or the operation CreateApplicationPresignedUrl gives one.";

  private static final List<String> HEADERS_THERE = List.of("Accept", "If-Modified-Since");

  private final Clusters clusters;
  private final PastJobsOf past;
  private final Visits visits;
  private final PastDashboard pastDashboard = new PastDashboard();
  private final ObjectMapper json = new ObjectMapper();

  public FlinkDashboard(Clusters clusters, PastJobsOf past, Visits visits) {
    this.clusters = clusters;
    this.past = past;
    this.visits = visits;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/flink/*", this::show);
    routes.head("/flink/*", this::show);
    routes.post("/flink/*", FlinkDashboard::refuseToChange);
    routes.put("/flink/*", FlinkDashboard::refuseToChange);
    routes.patch("/flink/*", FlinkDashboard::refuseToChange);
    routes.delete("/flink/*", FlinkDashboard::refuseToChange);
  }

  private static void refuseToChange(Context exchange) {
    exchange.header("Referrer-Policy", "no-referrer");
    exchange.header("Allow", "GET, HEAD");
    say(
        exchange,
        405,
        "The dashboard is for looking only. Applications are changed through the API, as with UpdateApplication.");
  }

  private void show(Context exchange) throws IOException {
    exchange.header("Referrer-Policy", "no-referrer");
    Matcher path = PATH.matcher(exchange.req().getRequestURI());
    if (!path.matches()) {
      say(exchange, 404, "Which application's dashboard? The path is /flink/<application>/.");
      return;
    }
    String application = path.group(1);
    if (path.group(2) == null) {
      exchange.redirect("/flink/" + application + "/"); // the dashboard's links are relative
      return;
    }
    if (Visits.isLink(exchange) && visits.opens(exchange, application)) {
      exchange.header("Cache-Control", "no-store");
      exchange.redirect(exchange.req().getRequestURI());
      return;
    }
    Optional<ApplicationId> visited =
        Visits.isLink(exchange) ? Optional.empty() : visits.visited(exchange, application);
    if (visited.isEmpty()) {
      say(exchange, 403, NO_VISIT.formatted(application));
      return;
    }
    Verdict verdict = FlinkPaths.verdict(path.group(2));
    if (verdict.rule() == Rule.CLOSED) {
      say(
          exchange,
          403,
          "The dashboard does not answer " + path.group(2) + ": " + verdict.reason() + ".");
      return;
    }
    Optional<URI> jobManager = clusters.jobManagerOf(visited.get());
    if (jobManager.isEmpty()) {
      showPast(exchange, visited.get(), path.group(2));
      return;
    }
    HttpRequest request;
    try {
      request = request(exchange, jobManager.get(), path.group(2));
    } catch (IllegalArgumentException e) {
      say(exchange, 400, "The query is not well formed.");
      return;
    }
    forward(exchange, application, request, verdict.rule());
  }

  private void showPast(Context exchange, ApplicationId application, String path)
      throws IOException {
    Optional<PastJob> job = past.lastOf(application);
    if (job.isEmpty()) {
      say(
          exchange,
          503,
          "There is no dashboard of "
              + application.name()
              + " now: it has one while it runs, and of the last job that came to an end.");
      return;
    }
    Optional<PastDashboard.Content> content = pastDashboard.at(job.get(), path);
    if (content.isEmpty()) {
      say(exchange, 404, "The job has ended, and of this nothing was kept.");
      return;
    }
    exchange.header("X-Content-Type-Options", "nosniff");
    exchange.contentType(content.get().type()).result(content.get().bytes().array());
  }

  private static HttpRequest request(Context exchange, URI jobManager, String path) {
    String query = Optional.ofNullable(exchange.queryString()).map(it -> "?" + it).orElse("");
    URI address =
        URI.create(jobManager.getScheme() + "://" + jobManager.getRawAuthority() + path + query);
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER).GET();
    for (String name : HEADERS_THERE) {
      Optional.ofNullable(exchange.header(name)).ifPresent(value -> request.header(name, value));
    }
    return request.build();
  }

  private void forward(Context exchange, String application, HttpRequest request, Rule rule)
      throws IOException {
    try {
      HttpResponse<InputStream> answer =
          FlinkHttp.client().send(request, BodyHandlers.ofInputStream());
      pass(exchange, application, answer, rule);
    } catch (IOException e) {
      say(
          exchange,
          502,
          "The JobManager of "
              + application
              + " does not answer; it may be starting, or starting again. Try again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is closing");
    }
  }

  private void pass(
      Context exchange, String application, HttpResponse<InputStream> answer, Rule rule)
      throws IOException {
    InputStream body = answer.body();
    int status = answer.statusCode();
    if (status >= 300 && status < 400 && status != 304) {
      body.close();
      say(
          exchange,
          502,
          "The JobManager of "
              + application
              + " points to another address, and that is not followed.");
      return;
    }
    exchange.status(status);
    exchange.header("X-Content-Type-Options", "nosniff");
    for (String name : HEADERS_BACK) {
      answer.headers().firstValue(name).ifPresent(value -> exchange.header(name, value));
    }
    switch (rule) {
      case OPEN -> exchange.result(body);
      case MASKED, LOOK_ONLY -> exchange.result(settings(body, rule));
      case CLOSED -> throw new IllegalStateException("a closed path was asked for");
    }
  }

  private byte[] settings(InputStream body, Rule rule) throws IOException {
    try (body) {
      byte[] bytes = body.readNBytes(LONGEST_SETTINGS + 1);
      if (bytes.length > LONGEST_SETTINGS) {
        throw new IOException("the settings are too long to hide what is secret in them");
      }
      JsonNode settings = json.readTree(bytes);
      if (rule == Rule.LOOK_ONLY) {
        takeButtonsAway(settings.path("features"));
      }
      return json.writeValueAsBytes(Secrets.hideIn(settings));
    } catch (JsonProcessingException e) {
      throw new IOException(
          "the settings are not JSON, and what is secret in them cannot be hidden", e);
    }
  }

  private static void takeButtonsAway(JsonNode features) {
    if (features instanceof ObjectNode buttons) {
      List.of("web-submit", "web-cancel", "web-rescale")
          .forEach(button -> buttons.put(button, false));
    }
  }

  private static void say(Context exchange, int status, String what) {
    exchange.status(status).contentType("text/plain; charset=utf-8").result(what + "\n");
  }
}
