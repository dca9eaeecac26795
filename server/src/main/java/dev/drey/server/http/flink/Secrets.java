package dev.drey.server.http.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Hides what looks like a secret in settings: by the name it stands beside, whether that is a JSON
 * member, a key beside a value, or stands inside a text such as the options of a JVM. It hides
 * rather too much than too little.
 */
public final class Secrets {
  static final String MASK = "******";

  private static final String NAME =
      "pass(word|wd|phrase)|secret|token|credential|access[._-]?key|account[._-]?key|private[._-]?key|api[._-]?key"
          + "|service[._-]?key|auth[._-]?params|basic[._-]?auth|jaas|http[._-]?headers|authorization";
  private static final Pattern SECRET_NAME = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);

  /** A whole text that is one setting: {@code -Dname=value}, {@code NAME=value}. */
  private static final Pattern ONE_SETTING =
      Pattern.compile("(-D|--)?[\\w.-]+=[^\\s].*", Pattern.DOTALL);

  /**
   * {@code name=value}, {@code name: value} or {@code --name value} within a text; the value may
   * stand in quotes.
   */
  private static final Pattern WITHIN =
      Pattern.compile(
          "((?<![\\w.-])[\\w.-]{0,200}?("
              + NAME
              + ")[\\w.-]{0,200}[\"']?(\\s*[=:]\\s*|(?<=--[\\w.-]{1,200})\\s+))"
              + "(\"[^\"]*\"|'[^']*'|[^\\s,;\"'&}]+)",
          Pattern.CASE_INSENSITIVE);

  /** {@code scheme://user:password@host}. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(\\w://[^/\\s:@]*:)[^/\\s@]+(?=@)");

  private static final Pattern AWS_KEY_ID = Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b");

  private Secrets() {}

  /** Hides them within the answer itself. */
  static JsonNode hideIn(JsonNode answer) {
    if (answer instanceof ObjectNode object) {
      hideInObject(object);
    } else if (answer instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, hideIn(array.get(i)));
      }
    } else if (answer.isTextual()) {
      return TextNode.valueOf(hideIn(answer.textValue()));
    }
    return answer;
  }

  private static void hideInObject(ObjectNode object) {
    boolean secretBeside =
        isSecretName(object.path("key").asText()) || isSecretName(object.path("name").asText());
    for (var member : List.copyOf(object.properties())) {
      boolean secret =
          isSecretName(member.getKey()) || (secretBeside && member.getKey().equals("value"));
      object.set(member.getKey(), secret ? hidden(member.getValue()) : hideIn(member.getValue()));
    }
  }

  /** True and false stay: "delegation.tokens.enabled" is no secret. */
  private static JsonNode hidden(JsonNode value) {
    boolean harmless = value.isBoolean() || value.isNull() || value.asText().matches("true|false|");
    if (value.isContainerNode()) {
      return hideIn(value);
    }
    return harmless ? value : TextNode.valueOf(MASK);
  }

  /** The text without them. */
  public static String hideIn(String text) {
    if (ONE_SETTING.matcher(text).matches() && isSecretName(text.substring(0, text.indexOf('=')))) {
      return text.substring(0, text.indexOf('=') + 1) + MASK;
    }
    String shorter = WITHIN.matcher(text).replaceAll("$1" + MASK);
    shorter = IN_ADDRESS.matcher(shorter).replaceAll("$1" + MASK);
    return AWS_KEY_ID.matcher(shorter).replaceAll(MASK);
  }

  private static boolean isSecretName(String name) {
    return SECRET_NAME.matcher(name).find();
  }
}
