package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;

/** A moment, as seconds since the epoch. */
record TimestampShape() implements Shape {
  /** The end of the year 9999: what lies beyond is no date that anybody means. */
  private static final double LATEST = 253_402_300_799d;

  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw Fault.wrongType(json, "a Timestamp", at);
    }
    double seconds = json.getDoubleValue();
    if (!(Math.abs(seconds) <= LATEST)) {
      throw Fault.wrongType(json, "a Timestamp", at);
    }
    return DoubleNode.valueOf(seconds);
  }

  @Override
  public void check(JsonNode value, String at, Breaches breaches) {}
}
