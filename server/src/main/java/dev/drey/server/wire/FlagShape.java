package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;

/**
 * True or false; the strings "true" and "false" too, since examples of AWS's own documentation are
 * written so.
 */
record FlagShape() implements Shape {
  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (json.currentToken().isBoolean()) {
      return BooleanNode.valueOf(json.getBooleanValue());
    }
    String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> throw Fault.wrongType(json, "a Boolean", at);
    };
  }

  @Override
  public JsonNode read(JsonNode form, String at) {
    return switch (Form.text(form, "a Boolean", at)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> throw Form.wrongType("a Boolean", at);
    };
  }

  @Override
  public void write(JsonNode value, Pen pen) {
    pen.flag(value.booleanValue());
  }

  @Override
  public void check(JsonNode value, String at, Breaches breaches) {}
}
