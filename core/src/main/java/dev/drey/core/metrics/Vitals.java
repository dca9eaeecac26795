package dev.drey.core.metrics;

import java.util.List;

/**
 * All that an application's JVMs say of themselves at one moment.
 *
 * @param kpus that it has, without the one that AWS counts for the JobManager
 * @param cores of each KPU
 * @param memory of each KPU, in bytes
 */
public record Vitals(
    int kpus,
    double cores,
    long memory,
    DiskUse disk,
    List<Jvm> taskManagers,
    List<Jvm> jobManagers) {
  public Vitals {
    taskManagers = List.copyOf(taskManagers);
    jobManagers = List.copyOf(jobManagers);
  }

  /**
   * One of them.
   *
   * @param name the same for as long as it lives, and no other's
   * @param resident memory it really takes, in bytes; 0 where that is not known
   * @param children the same of the processes it has started: of a TaskManager, its Python workers
   */
  public record Jvm(String name, long resident, long children, List<Sample> samples) {
    public Jvm {
      samples = List.copyOf(samples);
    }
  }
}
