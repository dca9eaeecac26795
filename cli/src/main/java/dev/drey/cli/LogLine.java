package dev.drey.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One event of a log stream.
 *
 * @param time of the event
 * @param fields of its message; only {@code message} where that was no JSON
 */
record LogLine(Instant time, ObjectNode fields) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARN", "ERROR");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  static LogLine of(JsonNode event) {
    return new LogLine(
        Instant.ofEpochMilli(event.path("timestamp").asLong()),
        fields(event.path("message").asText()));
  }

  private static ObjectNode fields(String message) {
    try {
      if (JSON.readTree(message) instanceof ObjectNode fields) {
        return fields;
      }
    } catch (JsonProcessingException e) {
      // a line that its process did not live to finish
    }
    return JsonNodeFactory.instance.objectNode().put("message", message);
  }

  private String text(String field) {
    return fields.path(field).asText("");
  }

  /** Whether it is of this level or worse; what tells no level is. */
  boolean isAtLeast(Logs.Level least) {
    int level = LEVELS.indexOf(text("messageType"));
    return level < 0 || level >= LEVELS.indexOf(least.name());
  }

  /** As a person reads it, a trace on lines of its own. */
  String shown(ZoneId zone) {
    String line =
        "%s %-5s %s %s - %s"
            .formatted(
                TIME.withZone(zone).format(time),
                text("messageType"),
                text("process"),
                text("logger"),
                text("message"));
    String trace = text("throwableInformation").stripTrailing();
    return trace.isEmpty() ? line : line + "\n" + trace;
  }

  /** As a program reads it: the fields, and the time before them. */
  String json() {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("timestamp", time.toEpochMilli());
    all.setAll(fields);
    return all.toString();
  }
}
