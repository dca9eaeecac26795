package dev.drey.server.http.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drey.server.http.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FlinkDashboardTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer jobManager;
  private dev.drey.server.http.HttpServer server;

  @BeforeEach
  void start() throws IOException {
    jobManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    jobManager.createContext("/", this::answer);
    jobManager.start();
    URI address = URI.create("http://127.0.0.1:" + jobManager.getAddress().getPort());
    var dashboard =
        new FlinkDashboard(name -> name.equals("clicks") ? Optional.of(address) : Optional.empty());
    server =
        new dev.drey.server.http.HttpServer(new Listen("127.0.0.1", 0), List.of(dashboard::routes));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    jobManager.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String path = exchange.getRequestURI().getPath();
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    String body =
        switch (path) {
          case "/config" ->
              "{\"flink-version\":\"1.20.5\",\"features\":{\"web-submit\":true,\"web-cancel\":true}}";
          case "/jobmanager/config" -> "[{\"key\":\"s3.secret-key\",\"value\":\"hunter2\"}]";
          case "/jobmanager/environment" -> "not JSON, hunter2";
          case "/jobs" -> "";
          default -> "{\"path\":\"" + path + "\"}";
        };
    if (path.equals("/jobs")) {
      exchange.getResponseHeaders().add("Location", "/jobs/overview");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        path.equals("/jobs") ? 302 : 200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void an_open_path_is_answered_by_the_JobManager() throws Exception {
    HttpResponse<String> answer = get("/flink/clicks/jobs/metrics?get=numRestarts&agg=max");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"path\":\"/jobs/metrics\"}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(asked).containsExactly("GET /jobs/metrics?get=numRestarts&agg=max");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jobs/0123456789abcdef0123456789abcdef/yarn-cancel",
        "/jobs/0123456789abcdef0123456789abcdef/yarn-stop",
        "/jobmanager/profiler",
        "/jars/x.jar/plan",
        "/something/new",
      })
  void a_closed_path_never_reaches_the_JobManager(String path) throws Exception {
    HttpResponse<String> answer = get("/flink/clicks" + path);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains(path);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void nothing_can_be_changed(String method) throws Exception {
    HttpResponse<String> answer =
        send(method, "/flink/clicks/jobs/0123456789abcdef0123456789abcdef");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("looking only");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_HEAD_has_no_body() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/flink/clicks/overview");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void secrets_do_not_leave() throws Exception {
    assertThat(get("/flink/clicks/jobmanager/config").body())
        .isEqualTo("[{\"key\":\"s3.secret-key\",\"value\":\"******\"}]");
  }

  @Test
  void settings_that_cannot_be_looked_through_are_not_shown() throws Exception {
    HttpResponse<String> answer = get("/flink/clicks/jobmanager/environment");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).doesNotContain("hunter2");
  }

  @Test
  void the_dashboard_shows_no_buttons_that_change_anything() throws Exception {
    assertThat(get("/flink/clicks/config").body())
        .isEqualTo(
            "{\"flink-version\":\"1.20.5\","
                + "\"features\":{\"web-submit\":false,\"web-cancel\":false,\"web-rescale\":false}}");
  }

  @Test
  void it_is_not_followed_where_the_JobManager_points_elsewhere() throws Exception {
    assertThat(get("/flink/clicks/jobs").statusCode()).isEqualTo(502);
    assertThat(asked).containsExactly("GET /jobs");
  }

  @Test
  void the_links_of_the_dashboard_are_relative_to_a_slash() throws Exception {
    HttpResponse<String> answer = get("/flink/clicks");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/flink/clicks/");
  }

  @Test
  void an_application_that_does_not_run_has_no_dashboard() throws Exception {
    HttpResponse<String> answer = get("/flink/visits/overview");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("visits").contains("while it runs");
  }

  @Test
  void a_JobManager_that_is_gone_is_told_of() throws Exception {
    jobManager.stop(0);

    HttpResponse<String> answer = get("/flink/clicks/overview");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("clicks").contains("does not answer");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }
}
