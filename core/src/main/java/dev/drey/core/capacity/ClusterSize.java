package dev.drey.core.capacity;

import java.util.Optional;

/**
 * The cluster of one application: one TaskManager for each KPU with ParallelismPerKPU slots, and
 * the JobManager beside them.
 *
 * @param kpus ⌈Parallelism ÷ ParallelismPerKPU⌉
 * @param standby TaskManagers beyond that, which wait for another to die
 * @param slots of each TaskManager
 * @param disk that each TaskManager is meant to take at most; absent where nobody has said
 */
public record ClusterSize(
    int kpus,
    int standby,
    int slots,
    Kpu kpu,
    TaskManagerMemory taskManager,
    JobManagerMemory jobManager,
    Optional<MemorySize> disk) {

  public int taskManagers() {
    return kpus + standby;
  }

  public double cores() {
    return taskManagers() * kpu.cores();
  }

  /** Of all TaskManagers. */
  public Optional<MemorySize> wholeDisk() {
    return disk.map(each -> each.times(taskManagers()));
  }

  public MemorySize memory() {
    return taskManager.process().times(taskManagers()).plus(jobManager.process());
  }
}
