package dev.drey.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A named set of runtime properties. Groups whose name begins with {@code drey.} speak to Drey and
 * are not shown to the job.
 */
public record PropertyGroup(String id, Map<String, String> properties) {
  public static final String FLINK_OPTIONS = "drey.flink.configuration";
  public static final String LOG_LEVELS = "drey.logging";

  /** What Flink has no option for. */
  public static final String SIZES = "drey.sizes";

  private static final String OURS = "drey.";
  private static final Pattern FLINK =
      Pattern.compile(Pattern.quote(FLINK_OPTIONS) + "(\\.[0-9]{1,3})?");

  public PropertyGroup {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  public boolean isForDrey() {
    return id.startsWith(OURS);
  }

  /** Whether what runs was started with it: the job reads it, or Flink does. */
  boolean isForJobs() {
    return !isForDrey() || holdsFlinkOptions();
  }

  /** One group holds fifty options at most, so there may be a second and more. */
  public boolean holdsFlinkOptions() {
    return FLINK.matcher(id).matches();
  }
}
