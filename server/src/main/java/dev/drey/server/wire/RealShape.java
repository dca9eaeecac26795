package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;

/** A number that need not be whole. */
record RealShape() implements Shape {
  private static final String TYPE = "a Double";

  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw Fault.wrongType(json, TYPE, at);
    }
    return DoubleNode.valueOf(json.getDoubleValue());
  }

  @Override
  public JsonNode read(JsonNode form, String at) {
    try {
      return DoubleNode.valueOf(Double.parseDouble(Form.text(form, TYPE, at)));
    } catch (NumberFormatException e) {
      throw Form.wrongType(TYPE, at);
    }
  }

  @Override
  public void write(JsonNode value, Pen pen) {
    pen.real(value.doubleValue());
  }

  @Override
  public void check(JsonNode value, String at, Breaches breaches) {}
}
