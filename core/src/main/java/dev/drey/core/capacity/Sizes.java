package dev.drey.core.capacity;

import dev.drey.core.model.Parallelism;

/**
 * What the processes of every application are made of here.
 *
 * @param jobManager memory of a JobManager
 * @param standby TaskManagers beyond an application's KPUs, so that one that dies is replaced at
 *     once
 */
public record Sizes(Kpu kpu, MemorySize jobManager, int standby) {
  public static final Sizes LAPTOP = new Sizes(Kpu.LAPTOP, JobManagerMemory.DEFAULT, 0);

  public ClusterSize of(Parallelism parallelism) {
    return new ClusterSize(
        parallelism.kpus(),
        standby,
        parallelism.perKpu(),
        kpu,
        TaskManagerMemory.of(kpu.memory()),
        JobManagerMemory.of(jobManager));
  }
}
