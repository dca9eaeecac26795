package dev.drey.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A text; its length counts characters, not UTF-16 units. */
record TextShape(Range length, Optional<Pattern> pattern, List<String> values) implements Shape {
  TextShape {
    values = List.copyOf(values);
  }

  static TextShape of(Range length, Optional<String> pattern, List<String> values) {
    return new TextShape(length, pattern.map(Pattern::compile), values);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  @Override
  public JsonNode read(JsonParser json, String at) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw Fault.wrongType(json, "a String", at);
    }
    return TextNode.valueOf(json.getText());
  }

  @Override
  public JsonNode read(JsonNode form, String at) {
    return TextNode.valueOf(Form.text(form, "a String", at));
  }

  @Override
  public void write(JsonNode value, Pen pen) {
    pen.text(value.textValue());
  }

  @Override
  public void check(JsonNode value, String at, Breaches breaches) {
    String text = value.textValue();
    length.check(length(text), "length", shown(value), at, breaches);
    if (!matches(text)) {
      breaches.add(shown(value), at, patternConstraint());
    }
    if (!isListed(text)) {
      breaches.add(shown(value), at, "Member must satisfy enum value set: " + values);
    }
  }

  boolean accepts(String text) {
    int length = length(text);
    return length >= this.length.min()
        && length <= this.length.max()
        && matches(text)
        && isListed(text);
  }

  /** All constraints in one list, as AWS writes them where it speaks of a map's keys and values. */
  List<String> constraints() {
    List<String> constraints = new ArrayList<>();
    constraints.add("Member must have length less than or equal to " + length.max());
    constraints.add("Member must have length greater than or equal to " + length.min());
    pattern.ifPresent(any -> constraints.add(patternConstraint()));
    return constraints;
  }

  private boolean matches(String text) {
    return pattern.isEmpty() || pattern.get().matcher(text).matches();
  }

  private boolean isListed(String text) {
    return values.isEmpty() || values.contains(text);
  }

  private String patternConstraint() {
    return "Member must satisfy regular expression pattern: " + pattern.orElseThrow().pattern();
  }
}
