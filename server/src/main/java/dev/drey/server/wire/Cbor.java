package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Requests and answers in CBOR. */
public final class Cbor {
  private static final CBORFactory CBOR = new CBORFactory();

  private Cbor() {}

  /**
   * The request in a body.
   *
   * @throws Fault as {@link Validation#request} does
   */
  public static ObjectNode request(Operation operation, InputStream body) throws IOException {
    JsonNode request = read(operation.input(), body);
    Validation.check(operation, request);
    return (ObjectNode) request;
  }

  private static JsonNode read(Shape input, InputStream body) throws IOException {
    try (JsonParser cbor = CBOR.createParser(body)) {
      return cbor.nextToken() == null
          ? JsonNodeFactory.instance.objectNode()
          : input.read(cbor, "");
    } catch (JsonProcessingException e) {
      throw Fault.serialization("the request is not CBOR: " + e.getOriginalMessage(), e);
    }
  }

  public static byte[] of(Shape output, JsonNode answer) {
    var bytes = new ByteArrayOutputStream();
    try (var out = CBOR.createGenerator(bytes)) {
      output.write(answer, new CborPen(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes everything
    }
    return bytes.toByteArray();
  }

  /** What went wrong, by the type its clients know. */
  public static byte[] of(Fault fault) {
    var bytes = new ByteArrayOutputStream();
    try (var out = CBOR.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("__type", fault.type());
      out.writeStringField("message", fault.getMessage());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
