package dev.drey.server.http.logs.filter;

import dev.drey.server.wire.Fault;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which events are wanted: words that the message has to hold, a regular expression between percent
 * signs, or a condition over the fields of a message that is JSON.
 */
public final class FilterPattern {
  private FilterPattern() {}

  /**
   * The filter that a pattern says.
   *
   * @throws Fault where it cannot be read
   */
  public static Predicate<String> of(String text) {
    String pattern = text.strip();
    if (pattern.isEmpty()) {
      return message -> true;
    }
    if (pattern.startsWith("{") && pattern.endsWith("}")) {
      return new FieldParser(pattern.substring(1, pattern.length() - 1)).parse();
    }
    if (pattern.startsWith("[") && pattern.endsWith("]")) {
      throw refused(
          "patterns over columns ([a, b, ...]) are not answered; events are JSON here: { $.FIELD = \"...\" }");
    }
    if (pattern.length() > 2 && pattern.startsWith("%") && pattern.endsWith("%")) {
      Pattern expression = expression(pattern.substring(1, pattern.length() - 1));
      return message -> expression.matcher(message).find();
    }
    return Words.parse(pattern);
  }

  static Pattern expression(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw refused(e.getDescription());
    }
  }

  static Fault refused(String why) {
    return Fault.of("InvalidParameterException", "Invalid filter pattern: " + why);
  }
}
