package dev.drey.core.options;

import java.util.List;
import java.util.Optional;

/**
 * An option of one Flink, as its own classes declare it.
 *
 * @param preset what it is where nobody sets it
 * @param older keys by which Flink still finds it
 * @param choices of an option that takes one of a few words
 */
public record FlinkOption(
    String key, Kind kind, Optional<String> preset, List<String> older, List<String> choices) {

  /** What its value is made of. */
  public enum Kind {
    TEXT,
    FLAG,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DURATION,
    MEMORY,
    CHOICE,
    LIST,
    MAP
  }

  public FlinkOption {
    older = List.copyOf(older);
    choices = List.copyOf(choices);
  }

  /** Why a value cannot be taken; absent if it can. */
  public Optional<String> problem(String value) {
    return new OptionValue(this, value.strip()).problem();
  }

  /** Whether its value is hidden wherever options are shown. */
  public static boolean isSecret(String key) {
    return SecretNames.FOUND.matcher(key).find();
  }
}
