package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Turns a request's body into a request that keeps every constraint of the contract, or refuses it.
 */
public final class Validation {
  /** An inline zip is one long text; how long a body may be at all is the HTTP edge's to say. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private Validation() {}

  /**
   * The request in a body, with only the members that the operation knows.
   *
   * @throws Fault that names all breaches at once, or the first place that is not JSON of the right
   *     types
   * @throws IOException when the body cannot be had
   */
  public static ObjectNode request(Operation operation, InputStream body) throws IOException {
    JsonNode request = read(operation.input(), body);
    check(operation, request);
    return (ObjectNode) request;
  }

  static void check(Operation operation, JsonNode request) {
    var breaches = new Breaches();
    operation.input().check(request, "", breaches);
    breaches.throwIfAny(operation.invalid());
  }

  private static JsonNode read(Shape input, InputStream body) throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return JsonNodeFactory.instance.objectNode(); // an empty body is a request without members
      }
      JsonNode request = input.read(json, "");
      if (json.nextToken() != null) {
        throw Fault.serialization("the request goes on after its end", null);
      }
      return request;
    } catch (JsonProcessingException | CharConversionException e) {
      throw Fault.serialization("the request is not JSON: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
  }
}
