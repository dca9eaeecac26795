package dev.drey.core.metrics;

import java.util.Set;

/**
 * One metric: where its number comes from, and how the numbers of many places become one.
 *
 * @param name as Kinesis Data Analytics calls it
 * @param flink what Flink calls it, as its Prometheus reporter writes it
 * @param unit as CloudWatch names it
 */
record Measure(String name, String flink, String unit, Merge merge, Kind kind, Set<Level> levels) {
  enum Merge {
    SUM,
    GREATEST,
    LEAST,
    /** Each place is a sample of its own. */
    EACH
  }
}
