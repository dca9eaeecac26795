package dev.drey.server.http.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.wire.Cbor;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Smithy's {@code rpc-v2-cbor}: the path names API and operation, bodies are CBOR. */
record CborProtocol(QueryErrors errors) implements Protocol {
  static final String PATH = "/service/{service}/operation/{operation}";
  private static final Pattern NAMES = Pattern.compile("/service/([^/]+)/operation/([^/]+)");

  static boolean isSpoken(RequestHead head) {
    return head.path().startsWith("/service/");
  }

  @Override
  public String word() {
    return "cbor";
  }

  @Override
  public String contentType() {
    return "application/cbor";
  }

  @Override
  public Address address(RequestHead head) {
    Matcher names = NAMES.matcher(head.path());
    if (!names.matches()) {
      throw Fault.unknownOperation("No operation has the path " + head.path());
    }
    return new Address(Optional.of(names.group(1)), Optional.of(names.group(2)));
  }

  @Override
  public String operation(InputStream body) {
    throw new IllegalStateException("the path names the operation");
  }

  @Override
  public ObjectNode request(Operation operation, InputStream body) throws IOException {
    return Cbor.request(operation, body);
  }

  @Override
  public byte[] answer(Operation operation, JsonNode answer, String requestId) {
    return Cbor.of(operation.output(), answer);
  }

  @Override
  public byte[] fault(Fault fault, String requestId) {
    return Cbor.of(fault);
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("smithy-protocol", "rpc-v2-cbor");
  }

  @Override
  public Map<String, String> headers(Fault fault) {
    Map<String, String> headers = new HashMap<>(errors.headers(fault));
    headers.putAll(headers());
    return headers;
  }

  @Override
  public int status(Fault fault) {
    return fault.status();
  }
}
