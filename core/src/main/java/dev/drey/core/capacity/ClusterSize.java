package dev.drey.core.capacity;

/**
 * The cluster of one application: one TaskManager for each KPU with ParallelismPerKPU slots, and
 * the JobManager beside them.
 *
 * @param kpus ⌈Parallelism ÷ ParallelismPerKPU⌉
 * @param standby TaskManagers beyond that, which wait for another to die
 * @param slots of each TaskManager
 */
public record ClusterSize(
    int kpus,
    int standby,
    int slots,
    Kpu kpu,
    TaskManagerMemory taskManager,
    JobManagerMemory jobManager) {

  public int taskManagers() {
    return kpus + standby;
  }

  public double cores() {
    return taskManagers() * kpu.cores();
  }

  public MemorySize memory() {
    return taskManager.process().times(taskManagers()).plus(jobManager.process());
  }
}
