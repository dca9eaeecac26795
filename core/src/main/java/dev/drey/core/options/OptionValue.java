package dev.drey.core.options;

import dev.drey.core.capacity.MemorySize;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value held against the option it is for. */
record OptionValue(FlinkOption option, String text) {
  private static final String EMPTY = "is empty; leave it out instead";
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern REAL = Pattern.compile("-?[0-9]{1,18}([.][0-9]{1,18})?");
  private static final Pattern DURATION =
      Pattern.compile(
          "[0-9]{1,15}\\s*(d|days?|h|hours?|m|min|minutes?|s|sec|secs|seconds?|ms|milli|millis|milliseconds?"
              + "|µs|micros?|microseconds?|ns|nanos?|nanoseconds?)?");
  private static final Pattern MAP = Pattern.compile("([^:,]+:[^,]*)(,[^:,]+:[^,]*)*");

  /** The least of some, which Flink itself does not check before it fails on them. */
  private static final Map<String, Integer> LEAST =
      Map.of(
          "execution.checkpointing.num-retained", 1,
          "state.checkpoints.num-retained", 1,
          "execution.checkpointing.max-concurrent-checkpoints", 1,
          "pipeline.max-parallelism", 1,
          "state.backend.rocksdb.thread.num", 1,
          "rest.server.numThreads", 1);

  /** What some take, which Flink declares as any text: one of these, or a class of its own kind. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "restart-strategy.type",
          List.of(
              "exponential-delay",
              "failure-rate",
              "fixed-delay",
              "none",
              "off",
              "disable",
              "exponentialdelay",
              "failurerate",
              "fixeddelay"),
          "state.backend.type",
          List.of("rocksdb", "hashmap", "forst", "jobmanager", "filesystem"),
          "state.backend.rocksdb.predefined-options",
          List.of(
              "DEFAULT",
              "SPINNING_DISK_OPTIMIZED",
              "SPINNING_DISK_OPTIMIZED_HIGH_MEM",
              "FLASH_SSD_OPTIMIZED"),
          "jobmanager.execution.failover-strategy",
          List.of("region", "full"));

  private static final long MOST_PARALLELISM = 32_768;

  Optional<String> problem() {
    return switch (option.kind()) {
      case FLAG -> unless(text.matches("(?i)true|false"), "has to be true or false");
      case INT -> whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT, DOUBLE -> real();
      case DURATION -> unless(DURATION.matcher(text).matches(), "has to be a time, such as 30 s");
      case MEMORY -> memory();
      case CHOICE ->
          unless(
              option.choices().stream()
                  .anyMatch(
                      choice ->
                          choice.equalsIgnoreCase(text.replace('-', '_'))
                              || choice.equalsIgnoreCase(text)),
              "has to be one of " + String.join(", ", option.choices()));
      case MAP -> unless(MAP.matcher(text).matches(), "has to look like key:value,key:value");
      case TEXT -> word();
      case LIST -> unless(!text.isEmpty(), EMPTY);
    };
  }

  private Optional<String> word() {
    if (text.isEmpty()) {
      return Optional.of(EMPTY);
    }
    List<String> words = WORDS.getOrDefault(option.key(), List.of());
    boolean known = words.isEmpty() || words.stream().anyMatch(text::equalsIgnoreCase);
    return unless(
        known || text.contains("."),
        "has to be one of " + String.join(", ", words) + ", or the name of a class");
  }

  private Optional<String> whole(long least, long most) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.of("has to be a whole number");
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      return Optional.of("has to be from " + least + " to " + most);
    }
    int smallest = LEAST.getOrDefault(option.key(), 0);
    if (value < smallest && !mayBeNegative(value)) {
      return Optional.of("has to be " + smallest + " or more");
    }
    return unless(
        !option.key().equals("pipeline.max-parallelism") || value <= MOST_PARALLELISM,
        "has to be " + MOST_PARALLELISM + " or less");
  }

  /** A default of -1 means that it is switched off so, or left to Flink. */
  private boolean mayBeNegative(long value) {
    return value < 0 && option.preset().filter(preset -> preset.startsWith("-")).isPresent();
  }

  private Optional<String> real() {
    if (!REAL.matcher(text).matches()) {
      return Optional.of("has to be a number, such as 0.4");
    }
    var value = new BigDecimal(text);
    if (value.signum() < 0 && option.preset().filter(it -> it.startsWith("-")).isEmpty()) {
      return Optional.of("has to be 0 or more");
    }
    boolean share = option.key().endsWith("fraction") || option.key().endsWith("ratio");
    return unless(!share || value.compareTo(BigDecimal.ONE) <= 0, "is a share, so at most 1");
  }

  private Optional<String> memory() {
    try {
      MemorySize.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("has to be an amount of memory, such as 64m");
    }
  }

  private static Optional<String> unless(boolean fine, String problem) {
    return fine ? Optional.empty() : Optional.of(problem);
  }
}
