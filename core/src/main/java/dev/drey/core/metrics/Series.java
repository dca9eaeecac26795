package dev.drey.core.metrics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one line of a graph shows: a metric with its dimensions, {@code Application} among them
 * always.
 */
public record Series(String metric, SortedMap<String, String> dimensions) {
  /** The dimension that every series has. */
  public static final String APPLICATION = "Application";

  public Series {
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  public String application() {
    return dimensions.get(APPLICATION);
  }
}
