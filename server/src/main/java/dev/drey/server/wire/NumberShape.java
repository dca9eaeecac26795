package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.io.IOException;

/**
 * A whole number. {@code 5.0} and {@code 5e0} are whole too: some clients write every number so.
 */
record NumberShape(String type, long smallest, long largest, Range range) implements Shape {
  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw Fault.wrongType(json, type, at);
    }
    long number;
    try {
      number = json.getDecimalValue().longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw Fault.wrongType(json, type, at);
    }
    if (number < smallest || number > largest) {
      throw Fault.wrongType(json, type, at);
    }
    return LongNode.valueOf(number);
  }

  @Override
  public JsonNode read(JsonNode form, String at) {
    try {
      long number = Long.parseLong(Form.text(form, type, at));
      if (number >= smallest && number <= largest) {
        return LongNode.valueOf(number);
      }
    } catch (NumberFormatException e) {
      // not a number: told as one that is too large
    }
    throw Form.wrongType(type, at);
  }

  @Override
  public void write(JsonNode value, Pen pen) {
    pen.number(value.longValue());
  }

  @Override
  public void check(JsonNode value, String at, Breaches breaches) {
    range.check(value.longValue(), "value", shown(value), at, breaches);
  }
}
