package dev.drey.server.http.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import dev.drey.server.wire.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * AWS JSON 1.0 and 1.1: a request is a POST of an object, the header {@code X-Amz-Target} says of
 * which operation. The two differ in nothing but the content type, which only clients look at.
 */
record JsonProtocol(String contentType, QueryErrors errors) implements Protocol {
  private static final String OLDER = "application/x-amz-json-1.0";
  private static final String USUAL = "application/x-amz-json-1.1";

  static JsonProtocol of(RequestHead head) {
    boolean older = head.header("content-type").filter(type -> type.startsWith(OLDER)).isPresent();
    return new JsonProtocol(older ? OLDER : USUAL, QueryErrors.of(head));
  }

  @Override
  public String word() {
    return "json";
  }

  @Override
  public Address address(RequestHead head) {
    String target = head.header("x-amz-target").orElse("");
    if (target.isEmpty()) {
      throw Fault.unknownOperation(
          "The header X-Amz-Target is missing: it names the operation, as KinesisAnalytics_20180523.ListApplications.");
    }
    int dot = target.indexOf('.');
    return new Address(
        Optional.of(target.substring(0, Math.max(0, dot))), Optional.of(target.substring(dot + 1)));
  }

  @Override
  public String operation(InputStream body) {
    throw new IllegalStateException("the head names the operation");
  }

  @Override
  public ObjectNode request(Operation operation, InputStream body) throws IOException {
    return Validation.request(operation, body);
  }

  @Override
  public byte[] answer(Operation operation, JsonNode answer, String requestId) {
    return bytes(answer);
  }

  @Override
  public byte[] fault(Fault fault, String requestId) {
    return bytes(
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", fault.type())
            .put("message", fault.getMessage()));
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public Map<String, String> headers(Fault fault) {
    Map<String, String> headers = new HashMap<>(errors.headers(fault));
    headers.put("x-amzn-ErrorType", fault.type());
    return headers;
  }

  @Override
  public int status(Fault fault) {
    return fault.status();
  }

  private static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
