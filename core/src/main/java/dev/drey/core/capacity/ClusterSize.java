package dev.drey.core.capacity;

import dev.drey.core.model.Parallelism;

/**
 * The cluster of one application: one TaskManager for each KPU with ParallelismPerKPU slots, and
 * the JobManager beside them.
 *
 * @param kpus ⌈Parallelism ÷ ParallelismPerKPU⌉
 * @param slots of each TaskManager
 */
public record ClusterSize(
    int kpus, int slots, Kpu kpu, TaskManagerMemory taskManager, JobManagerMemory jobManager) {

  public static ClusterSize of(Parallelism parallelism, Kpu kpu, MemorySize jobManager) {
    return new ClusterSize(
        parallelism.kpus(),
        parallelism.perKpu(),
        kpu,
        TaskManagerMemory.of(kpu.memory()),
        JobManagerMemory.of(jobManager));
  }

  public int taskManagers() {
    return kpus;
  }

  public double cores() {
    return kpus * kpu.cores();
  }

  public MemorySize memory() {
    return taskManager.process().times(kpus).plus(jobManager.process());
  }
}
