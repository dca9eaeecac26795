package dev.drey.core.capacity;

import dev.drey.core.model.Configuration;
import dev.drey.core.model.Parallelism;

/**
 * What the processes of every application are made of here, where the application says nothing
 * else.
 *
 * @param jobManager memory of a JobManager
 * @param standby TaskManagers beyond an application's KPUs, so that one that dies is replaced at
 *     once
 */
public record Sizes(Kpu kpu, MemorySize jobManager, int standby) {
  public static final Sizes LAPTOP = new Sizes(Kpu.LAPTOP, JobManagerMemory.DEFAULT, 0);

  public ClusterSize of(Configuration configuration) {
    return of(configuration.parallelism(), new SizeOptions(configuration.sizeOptions()));
  }

  public ClusterSize of(Parallelism parallelism) {
    return of(parallelism, SizeOptions.NONE);
  }

  /**
   * The size with those options.
   *
   * @throws dev.drey.core.model.Refused if the options contradict each other or the size
   */
  public ClusterSize of(Parallelism parallelism, SizeOptions options) {
    Kpu worker = options.kpu(kpu);
    return new ClusterSize(
        parallelism.kpus(),
        standby,
        parallelism.perKpu(),
        worker,
        TaskManagerMemory.of(worker.memory(), options),
        JobManagerMemory.of(options.jobManager(jobManager), options),
        options.disk());
  }
}
