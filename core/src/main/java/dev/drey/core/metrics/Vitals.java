package dev.drey.core.metrics;

import java.util.List;

/**
 * All that an application's JVMs say of themselves at one moment.
 *
 * @param kpus that it has, without the one that AWS counts for the JobManager
 * @param cores of each KPU
 * @param memory of each KPU, in bytes
 * @param pythonShare what each Python worker may take, in bytes; 0 where there is none
 */
public record Vitals(
    int kpus,
    double cores,
    long memory,
    long pythonShare,
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
   * @param children the processes it has started: of a TaskManager, its Python workers
   */
  public record Jvm(String name, long resident, List<Child> children, List<Sample> samples) {
    public Jvm {
      children = List.copyOf(children);
      samples = List.copyOf(samples);
    }

    /** Memory that all of its children really take, in bytes. */
    public long residentOfChildren() {
      return children.stream().mapToLong(Child::resident).sum();
    }
  }

  /**
   * A process that a JVM has started.
   *
   * @param resident memory that it and what it has started really take, in bytes
   */
  public record Child(long pid, long resident) {}
}
