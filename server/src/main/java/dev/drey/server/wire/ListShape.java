package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/** So many of one shape, in order. */
record ListShape(Shape member, Range length) implements Shape {
  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw Fault.wrongType(json, "a list", at);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        list.addNull();
      } else {
        list.add(member.read(json, memberPath(at, list.size())));
      }
    }
    return list;
  }

  /** {@code NAME.member.1}, {@code NAME.member.2} …; {@code NAME=} is an empty one. */
  @Override
  public JsonNode read(JsonNode form, String at) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int number = 1; form.path("member").has(Integer.toString(number)); number++) {
      JsonNode item = form.path("member").get(Integer.toString(number));
      list.add(member.read(item, memberPath(at, number - 1)));
    }
    return list;
  }

  @Override
  public void write(JsonNode list, Pen pen) {
    pen.list(() -> list.forEach(item -> pen.item(() -> member.write(item, pen))));
  }

  @Override
  public void check(JsonNode list, String at, Breaches breaches) {
    length.check(list.size(), "length", "'[%d members]'".formatted(list.size()), at, breaches);
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isNull()) {
        breaches.add("null", memberPath(at, i), "Member must not be null");
      } else {
        member.check(list.get(i), memberPath(at, i), breaches);
      }
    }
  }

  @Override
  public boolean holdsBlob() {
    return member.holdsBlob();
  }

  private static String memberPath(String at, int index) {
    return at + "." + (index + 1) + ".member";
  }
}
