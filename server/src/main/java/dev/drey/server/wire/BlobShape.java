package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.io.IOException;

/** Bytes, written in base64; its length counts the bytes. */
record BlobShape(Range length) implements Shape {
  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw Fault.wrongType(json, "a Blob", at);
    }
    try {
      return BinaryNode.valueOf(json.getBinaryValue());
    } catch (JsonParseException e) {
      throw Fault.serialization("'" + at + "' is not in base64", e);
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
