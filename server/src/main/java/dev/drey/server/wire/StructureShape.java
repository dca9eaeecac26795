package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Named members, some of which must be there. The order of the members is the contract's. */
record StructureShape(Map<String, Shape> members, Set<String> required) implements Shape {
  StructureShape {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    required = Set.copyOf(required);
  }

  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Fault.wrongType(json, "a structure", at);
    }
    ObjectNode structure = JsonNodeFactory.instance.objectNode();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      Shape member = members.get(name);
      JsonToken token = json.nextToken();
      if (member == null) {
        json.skipChildren(); // clients of another age know other members
      } else if (token == JsonToken.VALUE_NULL) {
        structure.remove(name);
      } else {
        structure.set(name, member.read(json, Breaches.below(at, name)));
      }
    }
    return structure;
  }

  @Override
  public JsonNode read(JsonNode form, String at) {
    ObjectNode structure = JsonNodeFactory.instance.objectNode();
    if (!form.isObject()) {
      throw Form.wrongType("a structure", at);
    }
    members.forEach(
        (name, member) -> {
          if (form.has(name)) {
            structure.set(name, member.read(form.get(name), Breaches.below(at, name)));
          }
        });
    return structure;
  }

  @Override
  public void write(JsonNode structure, Pen pen) {
    pen.structure(
        () ->
            members.forEach(
                (name, member) -> {
                  JsonNode value = structure.get(name);
                  if (value != null) {
                    pen.member(name, () -> member.write(value, pen));
                  }
                }));
  }

  @Override
  public void check(JsonNode structure, String at, Breaches breaches) {
    members.forEach(
        (name, member) -> {
          JsonNode value = structure.get(name);
          if (value != null) {
            member.check(value, Breaches.below(at, name), breaches);
          } else if (required.contains(name)) {
            breaches.add("null", Breaches.below(at, name), "Member must not be null");
          }
        });
  }

  @Override
  public boolean holdsBlob() {
    return members.values().stream().anyMatch(Shape::holdsBlob);
  }
}
