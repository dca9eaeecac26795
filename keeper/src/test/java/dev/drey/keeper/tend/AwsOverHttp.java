package dev.drey.keeper.tend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.*;

/**
 * The service as a stranger meets it: AWS JSON 1.1 on a port, with the members that its API
 * reference documents for seven operations. Every other target is refused, and so is every member
 * that is not in the reference; both are noted.
 */
final class AwsOverHttp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TARGET = "KinesisAnalytics_20180523.";
  private static final String NAME = "[a-zA-Z0-9_.-]{1,128}";
  private static final String SNAPSHOT = "[a-zA-Z0-9_.-]{1,256}";

  /** What the API reference lets a request hold. */
  private static final Map<String, Set<String>> DOCUMENTED =
      Map.of(
          "ListApplications", Set.of("Limit", "NextToken"),
          "ListTagsForResource", Set.of("ResourceARN"),
          "DescribeApplication", Set.of("ApplicationName", "IncludeAdditionalDetails"),
          "ListApplicationSnapshots", Set.of("ApplicationName", "Limit", "NextToken"),
          "DescribeApplicationSnapshot", Set.of("ApplicationName", "SnapshotName"),
          "CreateApplicationSnapshot", Set.of("ApplicationName", "SnapshotName"),
          "DeleteApplicationSnapshot",
              Set.of("ApplicationName", "SnapshotName", "SnapshotCreationTimestamp"));

  static {
    // A head and a body are two packets: without this each answer waits for 40 milliseconds.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private volatile FakeAws aws;
  final List<String> refused = new ArrayList<>();

  AwsOverHttp(FakeAws aws) throws IOException {
    this.aws = aws;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  /** From here on it is another service at the same address. */
  void serve(FakeAws another) {
    aws = another;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      Optional<String> target =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      int status = 200;
      ObjectNode answer;
      try {
        answer = answer(target.orElse(""), request);
      } catch (KinesisAnalyticsV2Exception e) {
        status = 400;
        String type = e.getClass().getSimpleName();
        answer = JSON.createObjectNode().put("__type", type).put("message", e.getMessage());
      }
      byte[] body = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ObjectNode answer(String target, JsonNode request) {
    String operation = target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
    if (!DOCUMENTED.containsKey(operation)) {
      refused.add(target);
      throw unknown("UnknownOperationException: " + target);
    }
    Set<String> members = new TreeSet<>();
    request.fieldNames().forEachRemaining(members::add);
    members.removeAll(DOCUMENTED.get(operation));
    if (!members.isEmpty()) {
      refused.add(operation + members);
      throw unknown("SerializationException: " + members);
    }
    check(request, "ApplicationName", NAME);
    check(request, "SnapshotName", SNAPSHOT);
    if (request.has("Limit") && (limit(request) < 1 || limit(request) > 50)) {
      throw InvalidArgumentException.builder().message("Limit").build();
    }
    return switch (operation) {
      case "ListApplications" -> listApplications(request);
      case "ListTagsForResource" -> listTags(request);
      case "DescribeApplication" -> describe(request);
      case "ListApplicationSnapshots" -> listSnapshots(request);
      case "DescribeApplicationSnapshot" -> describeSnapshot(request);
      case "CreateApplicationSnapshot" -> create(request);
      default -> delete(request);
    };
  }

  private static KinesisAnalyticsV2Exception unknown(String message) {
    return InvalidRequestException.builder().message(message).build();
  }

  private static void check(JsonNode request, String member, String pattern) {
    if (request.has(member) && !request.path(member).asText().matches(pattern)) {
      throw InvalidArgumentException.builder().message(member).build();
    }
  }

  private static int limit(JsonNode request) {
    return request.path("Limit").asInt(50);
  }

  private static String text(JsonNode request, String member) {
    return request.path(member).textValue();
  }

  private ObjectNode listApplications(JsonNode request) {
    ListApplicationsResponse page =
        aws.listApplications(
            ListApplicationsRequest.builder()
                .limit(limit(request))
                .nextToken(text(request, "NextToken"))
                .build());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("ApplicationSummaries");
    for (ApplicationSummary each : page.applicationSummaries()) {
      list.addObject()
          .put("ApplicationName", each.applicationName())
          .put("ApplicationARN", each.applicationARN())
          .put("ApplicationStatus", each.applicationStatusAsString())
          .put("ApplicationVersionId", each.applicationVersionId())
          .put("RuntimeEnvironment", "FLINK-1_20");
    }
    return withToken(answer, page.nextToken());
  }

  private static ObjectNode withToken(ObjectNode answer, String token) {
    return token == null ? answer : answer.put("NextToken", token);
  }

  private ObjectNode listTags(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("Tags");
    aws.listTagsForResource(
            ListTagsForResourceRequest.builder().resourceARN(text(request, "ResourceARN")).build())
        .tags()
        .forEach(tag -> list.addObject().put("Key", tag.key()).put("Value", tag.value()));
    return answer;
  }

  private ObjectNode describe(JsonNode request) {
    ApplicationDetail detail =
        aws.describeApplication(
                DescribeApplicationRequest.builder()
                    .applicationName(text(request, "ApplicationName"))
                    .build())
            .applicationDetail();
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("ApplicationDetail")
        .put("ApplicationName", detail.applicationName())
        .put("ApplicationStatus", detail.applicationStatusAsString())
        .put("ApplicationVersionId", detail.applicationVersionId())
        .put("RuntimeEnvironment", "FLINK-1_20");
    return answer;
  }

  private ObjectNode listSnapshots(JsonNode request) {
    ListApplicationSnapshotsResponse page =
        aws.listApplicationSnapshots(
            ListApplicationSnapshotsRequest.builder()
                .applicationName(text(request, "ApplicationName"))
                .limit(limit(request))
                .nextToken(text(request, "NextToken"))
                .build());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("SnapshotSummaries");
    page.snapshotSummaries().forEach(each -> list.add(details(each)));
    return withToken(answer, page.nextToken());
  }

  private ObjectNode describeSnapshot(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set(
        "SnapshotDetails",
        details(
            aws.describeApplicationSnapshot(
                    DescribeApplicationSnapshotRequest.builder()
                        .applicationName(text(request, "ApplicationName"))
                        .snapshotName(text(request, "SnapshotName"))
                        .build())
                .snapshotDetails()));
    return answer;
  }

  private static ObjectNode details(SnapshotDetails details) {
    return JSON.createObjectNode()
        .put("SnapshotName", details.snapshotName())
        .put("SnapshotStatus", details.snapshotStatusAsString())
        .put("ApplicationVersionId", details.applicationVersionId())
        .put("SnapshotCreationTimestamp", details.snapshotCreationTimestamp().getEpochSecond());
  }

  private ObjectNode create(JsonNode request) {
    aws.createApplicationSnapshot(
        CreateApplicationSnapshotRequest.builder()
            .applicationName(text(request, "ApplicationName"))
            .snapshotName(text(request, "SnapshotName"))
            .build());
    return JSON.createObjectNode();
  }

  private ObjectNode delete(JsonNode request) {
    aws.deleteApplicationSnapshot(
        DeleteApplicationSnapshotRequest.builder()
            .applicationName(text(request, "ApplicationName"))
            .snapshotName(text(request, "SnapshotName"))
            .snapshotCreationTimestamp(
                Instant.ofEpochSecond(request.path("SnapshotCreationTimestamp").asLong()))
            .build());
    return JSON.createObjectNode();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
