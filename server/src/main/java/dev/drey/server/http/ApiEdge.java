package dev.drey.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.model.Refused;
import dev.drey.server.http.audit.AuditTrail;
import dev.drey.server.http.audit.Entry;
import dev.drey.server.http.auth.Authentication;
import dev.drey.server.http.auth.Claim;
import dev.drey.server.http.auth.Principal;
import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.http.protocol.Protocol;
import dev.drey.server.wire.Contract;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
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
 * Every API on the one port. A request's {@link Protocol} says how it is written and whose
 * operation it names; that API's contract says what it must hold, and which service it has to be
 * signed for.
 */
public final class ApiEdge {
  private static final Logger LOG = LoggerFactory.getLogger(ApiEdge.class);
  private static final String OLD_TARGET = "KinesisAnalytics_20150814";

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
    Protocol.PATHS.forEach(path -> routes.post(path, this::answer));
    routes.get("/", ApiEdge::explain);
  }

  private void answer(Context exchange) {
    String requestId = UUID.randomUUID().toString();
    exchange.header("x-amzn-RequestId", requestId);
    RequestHead head = Heads.of(exchange);
    Protocol protocol = Protocol.of(head);
    exchange.contentType(protocol.contentType());
    var come = new Come(requestId, protocol, head);
    try {
      byte[] answer = answerTo(exchange, come);
      protocol.headers().forEach(exchange::header);
      exchange.status(200).result(answer);
    } catch (IOException e) {
      refuse(exchange, come, Fault.serialization("the request broke off", e));
    } catch (RuntimeException e) {
      refuse(exchange, come, Faults.of(e, requestId));
    }
  }

  /** A request of which only the head is known. */
  private record Come(String requestId, Protocol protocol, RequestHead head) {}

  private byte[] answerTo(Context exchange, Come come) throws IOException {
    Protocol.Address address = come.protocol().address(come.head());
    Api api = api(address, come.protocol());
    Optional<Operation> named = address.operation().map(name -> operation(api.contract(), name));
    var bounded =
        new BoundedBody(
            exchange.req().getInputStream(),
            exchange.req().getContentLengthLong(),
            named,
            patience);
    Claim claim = claim(come.head(), api.contract(), bounded);
    try (var body = ReceivedBody.of(bounded, door.received())) {
      Principal principal = claim.proven(body.hash());
      Operation operation =
          named.isPresent()
              ? named.get()
              : operation(api.contract(), come.protocol().operation(body.open()));
      var caller = new Caller(principal, Heads.endpoint(exchange));
      var asked = new Asked(come, api, operation, caller);
      JsonNode answer = body.isLarge() ? oneAtATime(asked, body) : answerTo(asked, body);
      return come.protocol().answer(operation, answer, come.requestId());
    }
  }

  /** A client that is not believed hears so, though it has more to send. */
  private Claim claim(RequestHead head, Contract contract, BoundedBody body) {
    try {
      return door.authentication().claim(head, contract.service());
    } catch (Fault e) {
      body.readAway();
      throw e;
    }
  }

  /** What is asked, and by whom. */
  private record Asked(Come come, Api api, Operation operation, Caller caller) {}

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
      request = Optional.of(asked.come().protocol().request(asked.operation(), body.open()));
      JsonNode answer = answerTo(asked, request.get());
      keep(asked, request, "OK");
      return answer;
    } catch (RuntimeException e) {
      Fault fault = Faults.of(e, asked.come().requestId());
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
              asked.come().requestId(),
              asked.caller().principal(),
              asked.come().head().peer().getHostAddress(),
              asked.api().contract().target() + "." + asked.operation().name(),
              outcome,
              request));
    }
  }

  private Api api(Protocol.Address address, Protocol protocol) {
    if (address.target().isEmpty()) {
      return apis.values().stream()
          .filter(api -> api.contract().protocols().contains(protocol.word()))
          .findFirst()
          .orElseThrow(() -> Fault.unknownOperation("No API here speaks this protocol."));
    }
    String target = address.target().get();
    if (target.equals(OLD_TARGET)) {
      throw Fault.of(
          "UnsupportedOperationException",
          "This is the API of 2015, which knows SQL applications only. Use its second version: "
              + "\"aws kinesisanalyticsv2\", boto3.client(\"kinesisanalyticsv2\") or the SDK of that name.");
    }
    return Optional.ofNullable(apis.get(target))
        .filter(api -> api.contract().protocols().contains(protocol.word()))
        .orElseThrow(
            () ->
                Fault.unknownOperation(
                    "No API is known by the target %s; there are %s."
                        .formatted(shortened(target), String.join(", ", apis.keySet()))));
  }

  private static Operation operation(Contract contract, String name) {
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

  private static void refuse(Context exchange, Come come, Fault fault) {
    if (fault.isOurs()) {
      LOG.error("{} request={}", fault.getMessage(), come.requestId(), fault.getCause());
    }
    Protocol protocol = come.protocol();
    protocol.headers(fault).forEach(exchange::header);
    exchange.status(protocol.status(fault)).result(protocol.fault(fault, come.requestId()));
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
