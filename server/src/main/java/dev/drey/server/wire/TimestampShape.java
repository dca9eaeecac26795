package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;

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

  /** In ISO 8601, with an offset or without one, where it is UTC; or seconds, as in JSON. */
  @Override
  public JsonNode read(JsonNode form, String at) {
    String text = Form.text(form, "a Timestamp", at);
    try {
      double seconds =
          text.indexOf('T') < 0 ? Double.parseDouble(text) : moment(text).toEpochMilli() / 1000.0;
      if (Math.abs(seconds) <= LATEST) {
        return DoubleNode.valueOf(seconds);
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      // no time: told as one that nobody means
    }
    throw Form.wrongType("a Timestamp", at);
  }

  private static Instant moment(String text) {
    TemporalAccessor read =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return read instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : Instant.from(read);
  }

  @Override
  public void write(JsonNode value, Pen pen) {
    pen.time(value.doubleValue());
  }

  @Override
  public void check(JsonNode value, String at, Breaches breaches) {}
}
