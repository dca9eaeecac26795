package dev.drey.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As much of the service and of S3 as the demo uses, with the application run by {@link
 * LocalFlink}, whose REST API it forwards as a server does.
 */
final class FakeService implements AutoCloseable {
  private static final String FORWARDED = "/flink/sessionize";

  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;
  private final LocalFlink flink;
  private final HttpServer http;
  private final List<String> actions = new ArrayList<>();

  private Optional<String> savepoint = Optional.empty();
  private String status = "READY";
  private int version;

  private FakeService(Path folder, LocalFlink flink, HttpServer http) {
    this.folder = folder;
    this.flink = flink;
    this.http = http;
  }

  static FakeService start(Path folder, LocalFlink flink) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var service = new FakeService(folder, flink, HttpServer.create(address, 0));
    service.http.createContext("/", service::answer);
    service.http.start();
    return service;
  }

  /** Writes what a server writes into its home once it answers. */
  Path endpoints() throws IOException {
    String url = "http://127.0.0.1:" + http.getAddress().getPort();
    Path credentials =
        Files.writeString(
            folder.resolve("credentials"),
            "[default]\naws_access_key_id = test\naws_secret_access_key = test\n");
    return Files.writeString(
        folder.resolve("endpoints.json"),
        """
        {"kinesisAnalytics": "%s", "s3": "%s", "region": "us-east-1",
         "account": "000000000000", "credentials": "%s"}
        """
            .formatted(url, url, credentials));
  }

  /** Operations that changed something, in order. */
  synchronized List<String> actions() {
    return List.copyOf(actions);
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (exchange.getRequestMethod().equals("POST") && target != null) {
      String operation = target.substring(target.indexOf('.') + 1);
      send(exchange, 200, told(operation, json.readTree(body)));
    } else if (exchange.getRequestMethod().equals("PUT")) {
      // The SDK sends a jar in signed chunks; what it held lies on this disk anyway.
      send(exchange, 200, "");
    } else if (exchange.getRequestURI().getPath().equals(FORWARDED + "/")) {
      send(exchange, 200, "the dashboard");
    } else {
      send(exchange, 200, flink.rest(exchange.getRequestURI().toString().replace(FORWARDED, "")));
    }
  }

  /** The server's thread would swallow what went wrong. */
  private String told(String operation, JsonNode request) {
    try {
      return operation(operation, request);
    } catch (RuntimeException | AssertionError e) {
      e.printStackTrace();
      throw e;
    }
  }

  private String operation(String operation, JsonNode request) {
    return switch (operation) {
      case "CreateApplication" -> create(request);
      case "StartApplication" -> act(operation, this::submit);
      case "StopApplication" -> act(operation, this::stop);
      case "UpdateApplication" -> act(operation, () -> update(request));
      case "DescribeApplication" -> described();
      case "DescribeApplicationOperation" ->
          "{\"ApplicationOperationInfoDetails\": {\"OperationStatus\": \"SUCCESSFUL\"}}";
      case "CreateApplicationPresignedUrl" ->
          "{\"AuthorizedUrl\": \"http://127.0.0.1:%d%s/?authToken=opens\"}"
              .formatted(http.getAddress().getPort(), FORWARDED);
      case "ListApplicationSnapshots" ->
          "{\"SnapshotSummaries\": [{\"SnapshotName\": \"kept\","
              + " \"SnapshotCreationTimestamp\": 1.0}]}";
      default -> throw new AssertionError("not asked for by the demo: " + operation);
    };
  }

  private String create(JsonNode request) {
    actions.add("CreateApplication");
    version = 1;
    write(request.at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups"));
    return described();
  }

  private String act(String operation, Runnable action) {
    actions.add(operation);
    action.run();
    return "{\"OperationId\": \"%s\"}".formatted(operation);
  }

  private void update(JsonNode request) {
    stop();
    version++;
    write(request.at("/ApplicationConfigurationUpdate/EnvironmentPropertyUpdates/PropertyGroups"));
    submit();
  }

  private void submit() {
    flink.submit(LocalFlink.sessionize(), properties(), savepoint);
    status = "RUNNING";
  }

  private void stop() {
    savepoint = Optional.of(flink.stopWithSavepoint());
    status = "READY";
  }

  private String described() {
    return """
    {"ApplicationDetail": {"ApplicationName": "sessionize", "ApplicationStatus": "%s",
      "ApplicationVersionId": %d, "RuntimeEnvironment": "FLINK-1_20",
      "ApplicationARN": "arn:aws:kinesisanalytics:us-east-1:000000000000:application/sessionize"}}
    """
        .formatted(status, version);
  }

  private Path properties() {
    return folder.resolve("application_properties.json");
  }

  private void write(JsonNode groups) {
    try {
      json.writeValue(properties().toFile(), groups);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
