package dev.drey.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A named set of runtime properties. Groups whose name begins with {@code drey.} speak to Drey and
 * are not shown to the job.
 */
public record PropertyGroup(String id, Map<String, String> properties) {
  private static final String OURS = "drey.";

  public PropertyGroup {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  public boolean isForDrey() {
    return id.startsWith(OURS);
  }
}
