package dev.drey.core.metrics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one line of a graph shows: a metric with its dimensions, {@code Application} among them
 * always.
 *
 * @param account whose application that is
 */
public record Series(String account, String metric, SortedMap<String, String> dimensions) {
  /** Where CloudWatch has all of these. */
  public static final String NAMESPACE = "AWS/KinesisAnalytics";

  /** The dimension that every series has. */
  public static final String APPLICATION = "Application";

  public Series {
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  public String application() {
    return dimensions.get(APPLICATION);
  }
}
