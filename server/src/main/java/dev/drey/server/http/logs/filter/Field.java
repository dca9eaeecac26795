package dev.drey.server.http.logs.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a selector means: one field of a message, or with a star every element of an array. */
record Field(List<String> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z0-9_@-]+)|\\.?\\[\\s*(?:'([^']*)'|\"([^\"]*)\"|([0-9]+|\\*))\\s*\\]");
  private static final String EVERY = "*";

  Field {
    steps = List.copyOf(steps);
  }

  static Field of(String selector) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(selector);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          steps.add(matcher.group(group));
        }
      }
    }
    return new Field(steps);
  }

  private Stream<JsonNode> in(JsonNode event) {
    Stream<JsonNode> found = Stream.of(event);
    for (String step : steps) {
      found = found.flatMap(node -> step(node, step)).filter(node -> !node.isMissingNode());
    }
    return found;
  }

  private static Stream<JsonNode> step(JsonNode node, String step) {
    if (!node.isArray()) {
      return Stream.of(node.path(step));
    }
    return step.equals(EVERY)
        ? node.valueStream()
        : step.matches("[0-9]{1,9}") ? Stream.of(node.path(Integer.parseInt(step))) : Stream.of();
  }

  Predicate<JsonNode> state(String words) {
    return switch (words.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ")) {
      case "IS NULL" -> event -> in(event).anyMatch(JsonNode::isNull);
      case "IS TRUE" ->
          event -> in(event).anyMatch(node -> node.isBoolean() && node.booleanValue());
      case "IS FALSE" ->
          event -> in(event).anyMatch(node -> node.isBoolean() && !node.booleanValue());
      default -> event -> in(event).findAny().isEmpty();
    };
  }

  Predicate<JsonNode> compared(String comparison, Value value) {
    return switch (comparison) {
      case "=" -> event -> in(event).anyMatch(value::equalTo);
      case "!=" -> event -> in(event).anyMatch(node -> !value.equalTo(node));
      case "<" -> number(value, difference -> difference < 0);
      case ">" -> number(value, difference -> difference > 0);
      case "<=" -> number(value, difference -> difference <= 0);
      default -> number(value, difference -> difference >= 0);
    };
  }

  private Predicate<JsonNode> number(Value value, Predicate<Integer> holds) {
    double bound = value.bound();
    return event ->
        in(event)
            .filter(JsonNode::isNumber)
            .anyMatch(node -> holds.test(Double.compare(node.doubleValue(), bound)));
  }
}
