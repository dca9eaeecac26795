package dev.drey.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.model.Refused;
import dev.drey.server.http.audit.AuditTrail;
import dev.drey.server.http.audit.Entry;
import dev.drey.server.http.auth.Authentication;
import dev.drey.server.http.auth.Claim;
import dev.drey.server.http.auth.Principal;
import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.wire.Contract;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import dev.drey.server.wire.Validation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AWS JSON 1.1 protocol: a request is a POST of an object, the header {@code X-Amz-Target} says
 * of which operation. The content type is not looked at, as AWS does not look at it either.
 */
public final class ApiEdge {
  private static final Logger LOG = LoggerFactory.getLogger(ApiEdge.class);
  private static final String JSON = "application/x-amz-json-1.1";
  private static final String OLD_TARGET = "KinesisAnalytics_20150814.";

  private final Map<String, Api> apis;
  private final Door door;
  private final AuditTrail trail;
  private final Patience patience;

  /** Large bodies become large requests, and memory holds few of those: one at a time. */
  private final Lock largeRequests = new ReentrantLock();

  /**
   * How requests come in.
   *
   * @param region whose applications these are
   * @param received for bodies that are too large to be kept in memory
   */
  public record Door(Authentication authentication, String region, Path received, Clock clock) {}

  public ApiEdge(List<Api> apis, Door door, AuditTrail trail) {
    this(apis, door, trail, Patience.USUAL);
  }

  ApiEdge(List<Api> apis, Door door, AuditTrail trail, Patience patience) {
    this.apis =
        apis.stream()
            .collect(Collectors.toMap(api -> api.contract().target(), Function.identity()));
    this.door = door;
    this.trail = trail;
    this.patience = patience;
  }

  public void routes(RoutesConfig routes) {
    routes.post("/", this::answer);
    routes.get("/", ApiEdge::explain);
  }

  private void answer(Context exchange) {
    String requestId = UUID.randomUUID().toString();
    exchange.header("x-amzn-RequestId", requestId);
    exchange.contentType(JSON);
    try {
      write(exchange, 200, answerTo(exchange, requestId));
    } catch (IOException e) {
      refuse(exchange, Fault.serialization("the request broke off", e));
    } catch (RuntimeException e) {
      refuse(exchange, Faults.of(e, requestId));
    }
  }

  private JsonNode answerTo(Context exchange, String requestId) throws IOException {
    String target = Optional.ofNullable(exchange.header("X-Amz-Target")).orElse("");
    Api api = api(target);
    Operation operation = operation(api.contract(), target);
    RequestHead head = Heads.of(exchange);
    var bounded =
        new BoundedBody(
            exchange.req().getInputStream(),
            exchange.req().getContentLengthLong(),
            operation,
            patience);
    Claim claim = claim(head, bounded);
    try (var body = ReceivedBody.of(bounded, door.received())) {
      Principal principal = claim.proven(body.hash());
      var asked =
          new Asked(
              requestId, api, operation, new Caller(principal, Heads.endpoint(exchange)), head);
      return body.isLarge() ? oneAtATime(asked, body) : answerTo(asked, body);
    }
  }

  /** A client that is not believed hears so, though it has more to send. */
  private Claim claim(RequestHead head, BoundedBody body) {
    try {
      return door.authentication().claim(head);
    } catch (Fault e) {
      body.readAway();
      throw e;
    }
  }

  /** What is asked, and by whom. */
  private record Asked(
      String requestId, Api api, Operation operation, Caller caller, RequestHead head) {}

  private JsonNode oneAtATime(Asked asked, ReceivedBody body) throws IOException {
    largeRequests.lock();
    try {
      return answerTo(asked, body);
    } finally {
      largeRequests.unlock();
    }
  }

  private JsonNode answerTo(Asked asked, ReceivedBody body) throws IOException {
    Optional<ObjectNode> request = Optional.empty();
    try {
      request = Optional.of(Validation.request(asked.operation().input(), body.open()));
      JsonNode answer = answerTo(asked, request.get());
      keep(asked, request, "OK");
      return answer;
    } catch (RuntimeException e) {
      Fault fault = Faults.of(e, asked.requestId());
      keep(asked, request, fault.type());
      throw fault;
    }
  }

  private JsonNode answerTo(Asked asked, ObjectNode request) {
    Operation operation = asked.operation();
    Access.of(operation)
        .check(
            asked.caller().principal(), asked.api().contract(), operation, request, door.region());
    Answer answer = asked.api().answers().apply(asked.caller()).get(operation.name());
    if (answer == null) {
      throw NoLonger.fault(operation);
    }
    try {
      return answer.to(request);
    } catch (Refused e) {
      throw Faults.of(e, operation);
    }
  }

  private void keep(Asked asked, Optional<ObjectNode> request, String outcome) {
    if (Access.of(asked.operation()).isKept()) {
      trail.add(
          new Entry(
              door.clock().instant(),
              asked.requestId(),
              asked.caller().principal(),
              asked.head().peer().getHostAddress(),
              asked.api().contract().target() + "." + asked.operation().name(),
              outcome,
              request));
    }
  }

  private Api api(String target) {
    if (target.startsWith(OLD_TARGET)) {
      throw Fault.of(
          "UnsupportedOperationException",
          "This is the API of 2015, which knows SQL applications only. Use its second version: "
              + "\"aws kinesisanalyticsv2\", boto3.client(\"kinesisanalyticsv2\") or the SDK of that name.");
    }
    Api api = apis.get(target.substring(0, Math.max(0, target.indexOf('.'))));
    if (api == null) {
      throw Fault.unknownOperation(
          target.isEmpty()
              ? "The header X-Amz-Target is missing: it names the operation, as KinesisAnalytics_20180523.ListApplications."
              : "No API is known by the target "
                  + shortened(target)
                  + "; there are "
                  + String.join(", ", apis.keySet())
                  + ".");
    }
    return api;
  }

  private static Operation operation(Contract contract, String target) {
    String name = target.substring(target.indexOf('.') + 1);
    return contract
        .operation(name)
        .orElseThrow(
            () ->
                Fault.unknownOperation(
                    contract.target() + " has no operation " + shortened(name) + "."));
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private static void refuse(Context exchange, Fault fault) {
    if (fault.isOurs()) {
      LOG.error(
          "{} request={}",
          fault.getMessage(),
          exchange.res().getHeader("x-amzn-RequestId"),
          fault.getCause());
    }
    exchange.header("x-amzn-ErrorType", fault.type());
    write(
        exchange,
        fault.status(),
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", fault.type())
            .put("message", fault.getMessage()));
  }

  private static void write(Context exchange, int status, JsonNode body) {
    exchange.status(status).result(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void explain(Context exchange) {
    exchange
        .contentType("text/plain; charset=utf-8")
        .result(
            """
            This is Drey. It speaks the API of Amazon Managed Service for Apache Flink (KinesisAnalyticsV2):

              aws kinesisanalyticsv2 list-applications --endpoint-url %s

            signed with a key of the server's file of credentials. For the dashboard of a running application ask
            CreateApplicationPresignedUrl, or `drey dashboard APPLICATION`.
            """
                .formatted(exchange.url()));
  }
}
