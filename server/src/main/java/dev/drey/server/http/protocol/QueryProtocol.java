package dev.drey.server.http.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.http.auth.RequestHead;
import dev.drey.server.wire.Fault;
import dev.drey.server.wire.Form;
import dev.drey.server.wire.Operation;
import dev.drey.server.wire.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * AWS's oldest: a request is a form whose field {@code Action} names the operation, an answer is
 * XML. One API here speaks it, so nothing has to say which is meant.
 */
record QueryProtocol() implements Protocol {
  private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

  static boolean isSpoken(RequestHead head) {
    return head.header("x-amz-target").isEmpty()
        && head.header("content-type")
            .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
            .isPresent();
  }

  @Override
  public String word() {
    return "query";
  }

  @Override
  public String contentType() {
    return "text/xml";
  }

  @Override
  public Address address(RequestHead head) {
    return new Address(Optional.empty(), Optional.empty());
  }

  @Override
  public String operation(InputStream body) throws IOException {
    return Form.parse(body).field("Action");
  }

  @Override
  public ObjectNode request(Operation operation, InputStream body) throws IOException {
    return Form.parse(body).request(operation);
  }

  @Override
  public byte[] answer(Operation operation, JsonNode answer, String requestId) {
    String name = operation.name();
    return bytes(
        "<%sResponse xmlns=\"%s\"><%sResult>%s</%sResult><ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></%sResponse>"
            .formatted(
                name, NAMESPACE, name, Xml.of(operation.output(), answer), name, requestId, name));
  }

  @Override
  public byte[] fault(Fault fault, String requestId) {
    return bytes(
        "<ErrorResponse xmlns=\"%s\"><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
            .formatted(
                NAMESPACE,
                QueryErrors.sender(fault),
                QueryErrors.code(fault),
                Xml.escaped(fault.getMessage()),
                requestId));
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public Map<String, String> headers(Fault fault) {
    return Map.of();
  }

  @Override
  public int status(Fault fault) {
    return QueryErrors.status(fault);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
