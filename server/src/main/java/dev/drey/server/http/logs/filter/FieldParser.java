package dev.drey.server.http.logs.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a condition over fields, as {@code ($.messageType = "ERROR") && $.logger =
 * "com.example.*"}: alternatives of conjunctions of comparisons.
 */
final class FieldParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SELECTOR =
      Pattern.compile(
          "\\$(?:\\.[A-Za-z0-9_@-]+|\\.?\\[\\s*(?:'[^']*'|\"[^\"]*\"|[0-9]+|\\*)\\s*\\])+");
  private static final Pattern COMPARISON = Pattern.compile("!=|<=|>=|=|<|>");
  private static final Pattern STATE =
      Pattern.compile(
          "(IS\\s+NULL|IS\\s+TRUE|IS\\s+FALSE|NOT\\s+EXISTS)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern EXPRESSION = Pattern.compile("%((?:[^%\\\\]|\\\\.)+)%");
  private static final Pattern BARE = Pattern.compile("[^\\s()&|{}\"=<>!]+");

  private final String text;
  private int at;

  FieldParser(String text) {
    this.text = text;
  }

  Predicate<String> parse() {
    Predicate<JsonNode> condition = alternatives();
    skipSpace();
    if (at < text.length()) {
      throw refused("the end");
    }
    return message -> {
      try {
        JsonNode event = JSON.readTree(message);
        return event.isObject() && condition.test(event);
      } catch (JsonProcessingException e) {
        return false;
      }
    };
  }

  private Predicate<JsonNode> alternatives() {
    Predicate<JsonNode> condition = conjunction();
    while (takes("||")) {
      condition = condition.or(conjunction());
    }
    return condition;
  }

  private Predicate<JsonNode> conjunction() {
    Predicate<JsonNode> condition = one();
    while (takes("&&")) {
      condition = condition.and(one());
    }
    return condition;
  }

  private Predicate<JsonNode> one() {
    if (takes("(")) {
      Predicate<JsonNode> inner = alternatives();
      if (!takes(")")) {
        throw refused("a closing parenthesis");
      }
      return inner;
    }
    Field field = Field.of(expect(SELECTOR, "a field, as $.messageType").group());
    Matcher state = take(STATE);
    if (state != null) {
      return field.state(state.group(1));
    }
    String comparison = expect(COMPARISON, "one of = != < > <= >=").group();
    return field.compared(comparison, value());
  }

  private Value value() {
    Matcher quoted = take(QUOTED);
    if (quoted != null) {
      return Value.text(quoted.group(1).replaceAll("\\\\(.)", "$1"));
    }
    Matcher expression = take(EXPRESSION);
    if (expression != null) {
      return Value.expression(expression.group(1));
    }
    return Value.bare(expect(BARE, "a value").group());
  }

  private boolean takes(String word) {
    skipSpace();
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private Matcher expect(Pattern pattern, String what) {
    Matcher matcher = take(pattern);
    if (matcher == null) {
      throw refused(what);
    }
    return matcher;
  }

  /** Null where something else stands here. */
  private Matcher take(Pattern pattern) {
    skipSpace();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private RuntimeException refused(String expected) {
    String rest = text.substring(at);
    return FilterPattern.refused(
        "expected "
            + expected
            + (rest.isBlank() ? " at its end" : " before '" + rest.strip() + "'"));
  }
}
