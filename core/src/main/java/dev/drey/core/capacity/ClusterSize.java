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
 * @param pythonWorker what the worker in Python that belongs to a slot may take; absent where there
 *     is none
 */
public record ClusterSize(
    int kpus,
    int standby,
    int slots,
    Kpu kpu,
    TaskManagerMemory taskManager,
    JobManagerMemory jobManager,
    Optional<MemorySize> disk,
    Optional<MemorySize> pythonWorker) {

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
