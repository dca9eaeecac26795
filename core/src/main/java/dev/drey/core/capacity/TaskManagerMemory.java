package dev.drey.core.capacity;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;

/**
 * The parts of a TaskManager's memory, as Flink 1.20 derives them from the size of the process (its
 * configuration guide, "Set up TaskManager Memory").
 *
 * @param overhead 10 % of the process, 192 MiB to 1 GiB: stacks, code, what native libraries take
 * @param metaspace for classes
 * @param network 10 % of Flink's memory, at least 64 MiB: buffers between tasks
 * @param managed 40 % of Flink's memory: RocksDB
 * @param frameworkHeap Flink's own objects
 * @param frameworkOffHeap Flink's own direct memory
 * @param taskHeap what is left: the application's objects
 */
public record TaskManagerMemory(
    MemorySize process,
    MemorySize overhead,
    MemorySize metaspace,
    MemorySize network,
    MemorySize managed,
    MemorySize frameworkHeap,
    MemorySize frameworkOffHeap,
    MemorySize taskHeap) {

  private static final MemorySize METASPACE = MemorySize.mebi(256);
  private static final MemorySize FRAMEWORK = MemorySize.mebi(128);
  private static final MemorySize LEAST_OVERHEAD = MemorySize.mebi(192);
  private static final MemorySize MOST_OVERHEAD = MemorySize.mebi(1024);
  private static final MemorySize LEAST_NETWORK = MemorySize.mebi(64);
  private static final MemorySize LEAST_TASK_HEAP = MemorySize.mebi(64);
  private static final MemorySize UNBOUNDED = MemorySize.mebi(Long.MAX_VALUE);

  /** The smallest process in which every part keeps its least size. */
  public static final MemorySize LEAST = MemorySize.mebi(1100);

  public static TaskManagerMemory of(MemorySize process) {
    if (process.compareTo(LEAST) < 0) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "a TaskManager of " + process + " is too small; the least is " + LEAST);
    }
    MemorySize overhead = process.share(0.1, LEAST_OVERHEAD, MOST_OVERHEAD);
    MemorySize flink = process.minus(overhead).minus(METASPACE);
    MemorySize network = flink.share(0.1, LEAST_NETWORK, UNBOUNDED);
    MemorySize managed = flink.share(0.4, MemorySize.mebi(0), UNBOUNDED);
    MemorySize taskHeap = flink.minus(network).minus(managed).minus(FRAMEWORK).minus(FRAMEWORK);
    if (taskHeap.compareTo(LEAST_TASK_HEAP) < 0) {
      throw new IllegalStateException("least size too low: " + process + " leaves " + taskHeap);
    }
    return new TaskManagerMemory(
        process, overhead, METASPACE, network, managed, FRAMEWORK, FRAMEWORK, taskHeap);
  }

  /** For -Xmx. */
  public MemorySize heap() {
    return frameworkHeap.plus(taskHeap);
  }

  /** For -XX:MaxDirectMemorySize. */
  public MemorySize direct() {
    return frameworkOffHeap.plus(network);
  }
}
