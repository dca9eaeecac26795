package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Entries of the caller's own keys. Its messages name a key and never show a value, as AWS's would:
 * the one map of this API holds an application's properties, and those hold passwords.
 */
record MapShape(TextShape key, TextShape value, Range size) implements Shape {
  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Fault.wrongType(json, "a map", at);
    }
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        map.putNull(name);
      } else {
        map.set(name, value.read(json, memberPath(at, name)));
      }
    }
    return map;
  }

  /** {@code NAME.entry.1.key} and {@code .value}. */
  @Override
  public JsonNode read(JsonNode form, String at) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : form.path("entry")) {
      String name = Form.text(entry.path("key"), "a String", at);
      map.set(name, value.read(entry.path("value"), memberPath(at, name)));
    }
    return map;
  }

  @Override
  public void write(JsonNode map, Pen pen) {
    pen.structure(
        () ->
            map.properties()
                .forEach(
                    entry -> pen.member(entry.getKey(), () -> value.write(entry.getValue(), pen))));
  }

  @Override
  public void check(JsonNode map, String at, Breaches breaches) {
    String shown = "'{%d entries}'".formatted(map.size());
    size.check(map.size(), "length", shown, at, breaches);
    for (var entry : map.properties()) {
      if (!key.accepts(entry.getKey())) {
        breaches.add(shown, at, "Map keys must satisfy constraint: " + key.constraints());
      }
      checkValue(entry.getValue(), memberPath(at, entry.getKey()), breaches);
    }
  }

  private void checkValue(JsonNode entry, String at, Breaches breaches) {
    if (entry.isNull()) {
      breaches.add("null", at, "Member must not be null");
      return;
    }
    if (!value.accepts(entry.textValue())) {
      String shown = "'(%d characters)'".formatted(TextShape.length(entry.textValue()));
      breaches.add(shown, at, "Map value must satisfy constraint: " + value.constraints());
    }
  }

  private static String memberPath(String at, String key) {
    return at + "." + key;
  }
}
