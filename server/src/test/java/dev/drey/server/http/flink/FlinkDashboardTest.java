package dev.drey.server.http.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drey.core.control.HeldClock;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.runtime.process.PastJob;
import dev.drey.server.http.Listen;
import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.http.auth.Passes;
import dev.drey.server.http.auth.Principal;
import dev.drey.server.http.auth.Role;
import dev.drey.server.http.auth.SignedRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FlinkDashboardTest {
  private static final String KEYS =
      """
      [one]
      aws_access_key_id = A
      aws_secret_access_key = hush
      [other]
      aws_access_key_id = B
      aws_secret_access_key = hush
      drey_account = 111122223333
      """;

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HeldClock clock = new HeldClock();
  private AccessKeys keys;
  private Passes passes;

  /** What is brought along to every request. */
  private String cookie = "";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> cookiesSeen = new CopyOnWriteArrayList<>();
  private HttpServer jobManager;
  private dev.drey.server.http.HttpServer server;

  @BeforeEach
  void start() throws IOException {
    jobManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    jobManager.createContext("/", this::answer);
    jobManager.start();
    URI address = URI.create("http://127.0.0.1:" + jobManager.getAddress().getPort());
    keys = AccessKeys.of(Files.writeString(folder.resolve("credentials"), KEYS), "000000000000");
    passes = new Passes(keys, clock);
    var visits = new Visits(new SignedRequests(keys, "us-east-1", clock), passes, "us-east-1");
    var dashboard =
        new FlinkDashboard(
            id -> id.equals(application("clicks")) ? Optional.of(address) : Optional.empty(),
            id -> id.equals(application("ended")) ? Optional.of(ended()) : Optional.empty(),
            visits);
    cookie = session("A", application("clicks"));
    server =
        new dev.drey.server.http.HttpServer(new Listen("127.0.0.1", 0), List.of(dashboard::routes));
    server.start();
  }

  private PastJob ended() {
    try {
      Path archive =
          Files.writeString(
              folder.resolve("archive"),
              """
              {"archive":[
                {"path":"/jobs/overview","json":"{\\"jobs\\":[{\\"state\\":\\"FINISHED\\"}]}"},
                {"path":"/jobs/0123456789abcdef0123456789abcdef/config","json":"{\\"user-config\\":{\\"db.password\\":\\"hunter2\\"}}"}]}
              """);
      Path jar = folder.resolve("flink-runtime-web-1.20.5.jar");
      try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
        out.putNextEntry(new ZipEntry("web/index.html"));
        out.write("<html>Flink</html>".getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
      return new PastJob(List.of(archive), jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void of_a_job_that_has_ended_what_Flink_wrote_down_is_shown() throws Exception {
    cookie = session("A", application("ended"));

    assertThat(get("/flink/ended/").body()).isEqualTo("<html>Flink</html>");
    assertThat(get("/flink/ended/jobs/overview").body())
        .isEqualTo("{\"jobs\":[{\"state\":\"FINISHED\"}]}");
    assertThat(get("/flink/ended/config").body())
        .contains("\"flink-version\":\"1.20.5\"")
        .contains("\"web-history\":true");
    assertThat(get("/flink/ended/jobs/0123456789abcdef0123456789abcdef/config").body())
        .contains("db.password")
        .doesNotContain("hunter2");
    assertThat(get("/flink/ended/overview").statusCode()).isEqualTo(404);
    assertThat(asked).as("no JobManager is asked").isEmpty();
  }

  private static ApplicationId application(String name) {
    return new ApplicationId("us-east-1", "000000000000", new ApplicationName(name));
  }

  private String link(String keyId, ApplicationId application) {
    var asks = new Principal(keyId, "one", application.account(), Role.READ_ONLY);
    return passes.link(asks, application, Duration.ofMinutes(30)).orElseThrow();
  }

  private String session(String keyId, ApplicationId application) {
    return "drey-dashboard=" + passes.open(link(keyId, application)).orElseThrow().value();
  }

  @AfterEach
  void stop() {
    server.close();
    jobManager.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    cookiesSeen.add(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).toString());
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
    cookie = session("A", application("visits"));

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

  @Test
  void a_link_becomes_a_cookie_and_leaves_no_token_behind() throws Exception {
    cookie = "";
    String token = link("A", application("clicks"));

    HttpResponse<String> answer = get("/flink/clicks/?authToken=" + token);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/flink/clicks/");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    String given = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(given)
        .matches(
            "drey-dashboard=[^; ]+; Path=/flink/clicks/; Max-Age=1800; HttpOnly; SameSite=Lax");
    assertThat(given).doesNotContain(token);
    assertThat(asked).isEmpty();

    cookie = "theme=dark; " + given.substring(0, given.indexOf(';'));
    HttpResponse<String> overview = get("/flink/clicks/overview");
    assertThat(overview.statusCode()).isEqualTo(200);
    assertThat(overview.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void a_link_that_came_too_late_opens_nothing_except_for_who_has_opened_it_before()
      throws Exception {
    String token = link("A", application("clicks"));
    clock.forward(Duration.ofMinutes(3));

    assertThat(get("/flink/clicks/?authToken=" + token).statusCode()).isEqualTo(302);
    cookie = "";
    HttpResponse<String> late = get("/flink/clicks/?authToken=" + token);
    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(late.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(late.body()).contains("CreateApplicationPresignedUrl").doesNotContain(token);
  }

  @Test
  void a_session_ends() throws Exception {
    clock.forward(Duration.ofMinutes(30));

    assertThat(get("/flink/clicks/overview").statusCode()).isEqualTo(403);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/overview",
        "/index.html",
        "/jobs/overview",
        "/jobmanager/logs/x.log",
        "/config"
      })
  void without_a_session_nothing_shows(String path) throws Exception {
    cookie = "";
    assertThat(get("/flink/clicks" + path).statusCode()).isEqualTo(403);
    cookie = "drey-dashboard=made-up.value";
    assertThat(get("/flink/clicks" + path).statusCode()).isEqualTo(403);
    assertThat(asked).isEmpty();
  }

  @Test
  void a_session_shows_its_own_application_and_account_alone() throws Exception {
    cookie = session("A", application("visits"));
    assertThat(get("/flink/clicks/overview").statusCode()).isEqualTo(403);

    cookie =
        session("B", new ApplicationId("us-east-1", "111122223333", new ApplicationName("clicks")));
    assertThat(get("/flink/clicks/overview").statusCode()).isEqualTo(503);
    assertThat(asked).isEmpty();
  }

  @Test
  void the_links_token_does_not_open_another_dashboard() throws Exception {
    cookie = "";

    HttpResponse<String> answer =
        get("/flink/visits/?authToken=" + link("A", application("clicks")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void the_cookie_does_not_reach_the_JobManager() throws Exception {
    get("/flink/clicks/overview");

    assertThat(cookiesSeen).containsExactly("[]");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    var request = HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody());
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
