package dev.drey.server.http.logs.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a field is compared with.
 *
 * @param text as it was written
 * @param texts the texts it stands for: in it a star is any text
 * @param number where it is one
 */
record Value(String text, Pattern texts, Optional<Double> number) {

  static Value text(String text) {
    return new Value(text, stars(text), Optional.empty());
  }

  static Value expression(String text) {
    Pattern anywhere = Pattern.compile("(?s).*(?:" + FilterPattern.expression(text) + ").*");
    return new Value(text, anywhere, Optional.empty());
  }

  /** Without quotation marks, which numbers are. */
  static Value bare(String text) {
    try {
      return new Value(text, stars(text), Optional.of(Double.valueOf(text)));
    } catch (NumberFormatException e) {
      return text(text);
    }
  }

  private static Pattern stars(String text) {
    var expression = new StringBuilder("(?s)");
    for (String part : text.split("(?<=\\*)|(?=\\*)", -1)) {
      expression.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.compile(expression.toString());
  }

  boolean equalTo(JsonNode node) {
    if (node.isNumber()) {
      return number.isPresent()
          ? Double.compare(number.get(), node.doubleValue()) == 0
          : texts.matcher(node.asText()).matches();
    }
    return node.isTextual() && texts.matcher(node.textValue()).matches();
  }

  /** The number that it has to be. */
  double bound() {
    return number.orElseThrow(
        () ->
            FilterPattern.refused("only numbers are less or greater, and '" + text + "' is none"));
  }
}
