package dev.drey.agent.check;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is to be checked against what, as the command line says it. */
public record CheckRequest(
    Optional<Path> jar,
    Optional<String> mainClass,
    List<String> arguments,
    OptionalInt parallelism,
    OptionalInt maxParallelism,
    Path configDir,
    Optional<String> state,
    boolean allowNonRestoredState,
    Optional<Path> previous,
    Path out) {

  public static final String USAGE =
      """
      usage: CheckJob --config-dir DIR --out FILE [--jar FILE] [--main-class CLASS]
               [--parallelism N] [--max-parallelism N]
               [--state PATH [--allow-non-restored-state] [--previous FILE]]
               [-- ARGUMENT...]
      --jar         the user's; a program that is no jar's names its class
      --config-dir  the directory of Flink's config.yaml
      --state       directory of a savepoint or retained checkpoint, as path or URI
      --previous    an earlier result for the job that wrote the state: it names what would be dropped
      --out         the result, one JSON object; replaced in one step
      """;

  public CheckRequest {
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it is wrong
   */
  public static CheckRequest parse(String... words) {
    var flags = new Flags();
    var rest = new ArrayDeque<>(List.of(words));
    while (!rest.isEmpty()) {
      flags.take(rest.pop(), rest);
    }
    return flags.request();
  }

  /** The flags as they come in, before it is known whether all that are needed are there. */
  private static final class Flags {
    private Optional<Path> jar = Optional.empty();
    private Optional<String> mainClass = Optional.empty();
    private List<String> arguments = List.of();
    private OptionalInt parallelism = OptionalInt.empty();
    private OptionalInt maxParallelism = OptionalInt.empty();
    private Optional<Path> configDir = Optional.empty();
    private Optional<String> state = Optional.empty();
    private boolean allowNonRestoredState;
    private Optional<Path> previous = Optional.empty();
    private Optional<Path> out = Optional.empty();

    private void take(String flag, ArrayDeque<String> rest) {
      switch (flag) {
        case "--jar" -> jar = Optional.of(Path.of(value(flag, rest)));
        case "--main-class" -> mainClass = Optional.of(value(flag, rest));
        case "--parallelism" -> parallelism = OptionalInt.of(positive(flag, rest));
        case "--max-parallelism" -> maxParallelism = OptionalInt.of(positive(flag, rest));
        case "--config-dir" -> configDir = Optional.of(Path.of(value(flag, rest)));
        case "--state" -> state = Optional.of(value(flag, rest));
        case "--allow-non-restored-state" -> allowNonRestoredState = true;
        case "--previous" -> previous = Optional.of(Path.of(value(flag, rest)));
        case "--out" -> out = Optional.of(Path.of(value(flag, rest)));
        case "--" -> {
          arguments = List.copyOf(rest);
          rest.clear();
        }
        default -> throw new IllegalArgumentException("unknown flag " + flag);
      }
    }

    private CheckRequest request() {
      return new CheckRequest(
          jar.isPresent() || mainClass.isPresent() ? jar : Optional.of(needed("--jar", jar)),
          mainClass,
          arguments,
          parallelism,
          maxParallelism,
          needed("--config-dir", configDir),
          state,
          allowNonRestoredState,
          previous,
          needed("--out", out));
    }

    private static String value(String flag, ArrayDeque<String> rest) {
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(flag + " needs a value");
      }
      return rest.pop();
    }

    private static int positive(String flag, ArrayDeque<String> rest) {
      String value = value(flag, rest);
      try {
        int number = Integer.parseInt(value);
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // told below, like a number too small
      }
      throw new IllegalArgumentException(flag + " needs a whole number above 0, not " + value);
    }

    private static Path needed(String flag, Optional<Path> value) {
      return value.orElseThrow(() -> new IllegalArgumentException(flag + " is missing"));
    }
  }
}
