package dev.drey.core.capacity;

import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;

/**
 * The parts of a JobManager's memory, as Flink 1.20 derives them from the size of the process.
 *
 * @param overhead 10 % of the process, 192 MiB to 1 GiB
 * @param metaspace for classes: main() runs here
 * @param offHeap direct memory of the RPC system
 * @param heap what is left
 */
public record JobManagerMemory(
    MemorySize process,
    MemorySize overhead,
    MemorySize metaspace,
    MemorySize offHeap,
    MemorySize heap) {

  private static final MemorySize METASPACE = MemorySize.mebi(256);
  private static final MemorySize OFF_HEAP = MemorySize.mebi(128);
  private static final MemorySize LEAST_OVERHEAD = MemorySize.mebi(192);
  private static final MemorySize MOST_OVERHEAD = MemorySize.mebi(1024);

  /** Leaves 128 MiB of heap, which small jobs do with. */
  public static final MemorySize LEAST = MemorySize.mebi(704);

  /** What a JobManager gets where nothing else is said. */
  public static final MemorySize DEFAULT = MemorySize.mebi(832);

  public static JobManagerMemory of(MemorySize process) {
    if (process.compareTo(LEAST) < 0) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          "a JobManager of " + process + " is too small; the least is " + LEAST);
    }
    MemorySize overhead = process.share(0.1, LEAST_OVERHEAD, MOST_OVERHEAD);
    MemorySize heap = process.minus(overhead).minus(METASPACE).minus(OFF_HEAP);
    return new JobManagerMemory(process, overhead, METASPACE, OFF_HEAP, heap);
  }
}
