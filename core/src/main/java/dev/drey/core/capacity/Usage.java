package dev.drey.core.capacity;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What an application really used, as far as that was measured.
 *
 * @param observed how much of the time looked at has measurements
 * @param evidence every number that was looked at
 */
public record Usage(Duration observed, List<Evidence> evidence) {
  /** Of the busiest task, in milliseconds of a second; 95 % of the time it is less. */
  public static final String BUSY = "busyTimeMsPerSecond";

  /** Of a TaskManager's cores, in percent; 95 % of the time it is less. */
  public static final String CPU = "containerCPUUtilization";

  /** Of a TaskManager's heap, in percent, after collections: the least of each ten minutes. */
  public static final String HEAP = "heapMemoryUtilization";

  /** Of the memory that RocksDB is given, in percent. */
  public static final String MANAGED = "managedMemoryUtilization";

  public static final String CHECKPOINT = "lastCheckpointSize";
  public static final String COLLECTION = "oldGenerationGCTime";

  public Usage {
    evidence = List.copyOf(evidence);
  }

  /**
   * One number.
   *
   * @param metric as KDA calls it
   * @param statistic how it was made of many
   * @param points how many it was made of
   */
  public record Evidence(String metric, String statistic, double value, String unit, int points) {}

  OptionalDouble of(String metric) {
    return evidence.stream()
        .filter(each -> each.metric().equals(metric))
        .mapToDouble(Evidence::value)
        .findFirst();
  }
}
