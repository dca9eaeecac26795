package dev.drey.core.capacity;

import static dev.drey.core.capacity.SizeOptions.JOB_MANAGER;

/**
 * The parts of a JobManager's memory, as Flink derives them from the size of the process.
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
  private static final MemorySize LEAST_HEAP = MemorySize.mebi(128);

  /** Leaves 128 MiB of heap, which small jobs do with. */
  public static final MemorySize LEAST = MemorySize.mebi(704);

  /** What a JobManager gets where nothing else is said. */
  public static final MemorySize DEFAULT = MemorySize.mebi(832);

  public static JobManagerMemory of(MemorySize process) {
    return of(process, SizeOptions.NONE);
  }

  public static JobManagerMemory of(MemorySize process, SizeOptions options) {
    MemorySize metaspace = options.memory(JOB_MANAGER + "jvm-metaspace.size", METASPACE);
    MemorySize offHeap = options.memory(JOB_MANAGER + "off-heap.size", OFF_HEAP);
    Share overhead =
        options.share(
            "JVM overhead", JOB_MANAGER + "jvm-overhead", LEAST_OVERHEAD, MOST_OVERHEAD, 0.1f);
    MemorySize fixed = metaspace.plus(offHeap);
    var heap = options.memory(JOB_MANAGER + "heap.size");
    JobManagerMemory memory =
        heap.isPresent()
            ? new JobManagerMemory(
                process,
                overhead.checked(left(process, fixed.plus(heap.get()))),
                metaspace,
                offHeap,
                heap.get())
            : new JobManagerMemory(
                process,
                overhead.of(process),
                metaspace,
                offHeap,
                left(process, fixed.plus(overhead.of(process))));
    if (memory.heap.compareTo(LEAST_HEAP) < 0) {
      throw tooSmall(process);
    }
    return memory;
  }

  private static MemorySize left(MemorySize process, MemorySize taken) {
    if (taken.compareTo(process) > 0) {
      throw tooSmall(process);
    }
    return process.minus(taken);
  }

  private static RuntimeException tooSmall(MemorySize process) {
    return SizeOptions.conflict(
        "a JobManager of "
            + process
            + " is too small: its parts leave less than "
            + LEAST_HEAP
            + " of heap; the least is "
            + LEAST
            + " where nothing else is said");
  }
}
