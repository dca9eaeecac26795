package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.io.IOException;
import java.util.Base64;

/** Bytes, written in base64 where the format has no bytes; its length counts the bytes. */
record BlobShape(Range length) implements Shape {
  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING
        && json.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
      throw Fault.wrongType(json, "a Blob", at);
    }
    try {
      return BinaryNode.valueOf(json.getBinaryValue());
    } catch (JsonParseException e) {
      throw Fault.serialization("'" + at + "' is not in base64", e);
    }
  }

  @Override
  public JsonNode read(JsonNode form, String at) {
    try {
      return BinaryNode.valueOf(Base64.getDecoder().decode(Form.text(form, "a Blob", at)));
    } catch (IllegalArgumentException e) {
      throw Form.wrongType("a Blob", at);
    }
  }

  @Override
  public void write(JsonNode value, Pen pen) {
    try {
      pen.bytes(value.binaryValue());
    } catch (IOException e) {
      throw new IllegalStateException("an answer's bytes are none", e);
    }
  }

  @Override
  public void check(JsonNode value, String at, Breaches breaches) {
    int size = ((BinaryNode) value).binaryValue().length;
    length.check(size, "length", "'(%d bytes)'".formatted(size), at, breaches);
  }

  @Override
  public boolean holdsBlob() {
    return true;
  }
}
