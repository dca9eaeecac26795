package dev.drey.core.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How loud the loggers of an application are.
 *
 * @param root of every logger that is not named
 * @param loggers by name; a name stands for all below it too
 */
public record LogLevels(Level root, Map<String, Level> loggers) {
  private static final String ROOT = "root";
  private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_$-]+(\\.[A-Za-z0-9_$-]+)*");

  /** From the most that is told to nothing. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF;

    private static Level of(String logger, String name) {
      return Arrays.stream(values())
          .filter(level -> level.name().equals(name.strip().toUpperCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  refused(
                      "the level of "
                          + logger
                          + " is "
                          + name
                          + "; there is "
                          + Arrays.stream(values())
                              .map(Level::name)
                              .collect(Collectors.joining(", "))));
    }
  }

  public LogLevels {
    loggers = Collections.unmodifiableMap(new TreeMap<>(loggers));
  }

  /**
   * @param usual of all loggers, unless {@code root} is named among them
   * @param named levels by logger
   */
  static LogLevels of(String usual, Map<String, String> named) {
    Map<String, Level> loggers = new TreeMap<>();
    named.forEach((logger, level) -> loggers.put(checked(logger), Level.of(logger, level)));
    Level root = loggers.remove(ROOT);
    return new LogLevels(root == null ? Level.of(ROOT, usual) : root, loggers);
  }

  private static String checked(String logger) {
    if (!LOGGER.matcher(logger).matches()) {
      throw refused("not the name of a logger: " + logger);
    }
    return logger;
  }

  private static Refused refused(String problem) {
    return new Refused(
        Reason.INVALID_ARGUMENT,
        "property group "
            + PropertyGroup.LOG_LEVELS
            + ": "
            + problem
            + ". It holds levels by logger, as org.apache.kafka=WARN, and root for all others.");
  }
}
