package dev.drey.sessionize;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the application is told by its property groups: {@code sessionize} for itself, and {@code
 * kafka}, which may be absent, for the Kafka clients as it is (security, for example).
 */
record Settings(
    String bootstrapServers,
    String inputTopic,
    String outputTopic,
    String deadLetterTopic,
    String groupId,
    String transactionalIdPrefix,
    Duration gap,
    Duration bound,
    int agentsKept,
    Properties kafka) {
  private static final String GROUP = "sessionize";

  static Settings from(Map<String, Properties> groups) {
    Properties group = groups.get(GROUP);
    if (group == null) {
      throw new IllegalArgumentException(
          "no property group \"" + GROUP + "\" among the application's: " + groups.keySet());
    }
    return new Settings(
        required(group, "bootstrap.servers"),
        required(group, "input.topic"),
        required(group, "output.topic"),
        required(group, "dead.letter.topic"),
        required(group, "group.id"),
        required(group, "transactional.id.prefix"),
        duration(group, "session.gap", Duration.ofMinutes(30)),
        duration(group, "disorder.bound", Duration.ofSeconds(60)),
        positive(group, "agents.kept", 10_000),
        groups.getOrDefault("kafka", new Properties()));
  }

  private static String required(Properties group, String key) {
    return optional(group, key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "property group \"" + GROUP + "\" lacks \"" + key + "\""));
  }

  private static Duration duration(Properties group, String key, Duration otherwise) {
    try {
      return optional(group, key).map(Duration::parse).orElse(otherwise);
    } catch (DateTimeParseException e) {
      throw notA("duration such as PT30M", key, group, e);
    }
  }

  private static int positive(Properties group, String key, int otherwise) {
    try {
      int number = optional(group, key).map(Integer::parseInt).orElse(otherwise);
      if (number < 1) {
        throw new NumberFormatException("not positive");
      }
      return number;
    } catch (NumberFormatException e) {
      throw notA("whole number above 0", key, group, e);
    }
  }

  private static Optional<String> optional(Properties group, String key) {
    return Optional.ofNullable(group.getProperty(key)).filter(value -> !value.isBlank());
  }

  private static IllegalArgumentException notA(
      String expected, String key, Properties group, Exception cause) {
    return new IllegalArgumentException(
        "property group \"%s\": \"%s\" is no %s: %s"
            .formatted(GROUP, key, expected, group.getProperty(key)),
        cause);
  }
}
