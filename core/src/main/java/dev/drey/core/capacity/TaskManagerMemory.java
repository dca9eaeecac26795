package dev.drey.core.capacity;

import static dev.drey.core.capacity.SizeOptions.TASK_MANAGER;

/**
 * The parts of a TaskManager's memory, as Flink derives them from the size of the process and what
 * else is said (its configuration guide, "Set up TaskManager Memory").
 *
 * @param overhead 10 % of the process, 192 MiB to 1 GiB: stacks, code, what native libraries take
 * @param metaspace for classes
 * @param network 10 % of Flink's memory, at least 64 MiB: buffers between tasks
 * @param managed 40 % of Flink's memory: RocksDB, and Python
 * @param frameworkHeap Flink's own objects
 * @param frameworkOffHeap Flink's own direct memory
 * @param taskOffHeap direct and native memory of the application
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
    MemorySize taskOffHeap,
    MemorySize taskHeap) {

  private static final MemorySize METASPACE = MemorySize.mebi(256);
  private static final MemorySize FRAMEWORK = MemorySize.mebi(128);
  private static final MemorySize LEAST_OVERHEAD = MemorySize.mebi(192);
  private static final MemorySize MOST_OVERHEAD = MemorySize.mebi(1024);
  private static final MemorySize LEAST_NETWORK = MemorySize.mebi(64);
  private static final MemorySize LEAST_TASK_HEAP = MemorySize.mebi(64);
  private static final MemorySize NOTHING = MemorySize.mebi(0);

  /** The smallest process in which every part keeps its least size. */
  public static final MemorySize LEAST = MemorySize.mebi(1100);

  public static TaskManagerMemory of(MemorySize process) {
    return of(process, SizeOptions.NONE);
  }

  public static TaskManagerMemory of(MemorySize process, SizeOptions options) {
    TaskManagerMemory memory = new Derivation(process, options).memory();
    if (memory.taskHeap.compareTo(LEAST_TASK_HEAP) < 0) {
      throw SizeOptions.conflict(
          "a TaskManager of %s is too small: its other parts leave %s of heap to the application; %s"
              .formatted(
                  process,
                  memory.taskHeap,
                  options.values().isEmpty()
                      ? "the least is " + LEAST
                      : "the least is " + LEAST_TASK_HEAP));
    }
    return memory;
  }

  /** Flink's memory: the process without what the JVM takes for itself. */
  public MemorySize flink() {
    return process.minus(overhead).minus(metaspace);
  }

  /** For -Xmx. */
  public MemorySize heap() {
    return frameworkHeap.plus(taskHeap);
  }

  /** For -XX:MaxDirectMemorySize. */
  public MemorySize direct() {
    return frameworkOffHeap.plus(taskOffHeap).plus(network);
  }

  /** Flink has three ways, by what is said beside the size of the process. */
  private record Derivation(
      MemorySize process,
      SizeOptions options,
      MemorySize metaspace,
      MemorySize frameworkHeap,
      MemorySize frameworkOffHeap,
      MemorySize taskOffHeap,
      Share overhead,
      Share network,
      Share managed) {

    Derivation(MemorySize process, SizeOptions options) {
      this(
          process,
          options,
          options.memory(TASK_MANAGER + "jvm-metaspace.size", METASPACE),
          options.memory(TASK_MANAGER + "framework.heap.size", FRAMEWORK),
          options.memory(TASK_MANAGER + "framework.off-heap.size", FRAMEWORK),
          options.memory(TASK_MANAGER + "task.off-heap.size", NOTHING),
          options.share(
              "JVM overhead", TASK_MANAGER + "jvm-overhead", LEAST_OVERHEAD, MOST_OVERHEAD, 0.1f),
          options.share(
              "network memory", TASK_MANAGER + "network", LEAST_NETWORK, Share.UNBOUNDED, 0.1f),
          options.share(
              "managed memory", TASK_MANAGER + "managed", NOTHING, Share.UNBOUNDED, 0.4f));
    }

    TaskManagerMemory memory() {
      var taskHeap = options.memory(TASK_MANAGER + "task.heap.size");
      var managedSize = options.memory(TASK_MANAGER + "managed.size");
      if (taskHeap.isPresent() && managedSize.isPresent()) {
        return fromParts(taskHeap.get(), managedSize.get());
      }
      MemorySize jvm = overhead.of(process);
      MemorySize flink = left(process, "the process", jvm.plus(metaspace));
      MemorySize managedPart = managedSize.orElseGet(() -> managed.of(flink));
      if (taskHeap.isPresent()) {
        MemorySize rest = fixed().plus(managedPart).plus(taskHeap.get());
        MemorySize buffers = network.checked(left(flink, "Flink's memory", rest));
        return parts(jvm, buffers, managedPart, taskHeap.get());
      }
      MemorySize buffers = network.of(flink);
      MemorySize rest = fixed().plus(managedPart).plus(buffers);
      return parts(jvm, buffers, managedPart, left(flink, "Flink's memory", rest));
    }

    private TaskManagerMemory fromParts(MemorySize taskHeap, MemorySize managedSize) {
      MemorySize named = fixed().plus(taskHeap).plus(managedSize);
      MemorySize buffers = network.beside(named);
      MemorySize used = named.plus(buffers).plus(metaspace);
      MemorySize jvm = overhead.checked(left(process, "the process", used));
      return parts(jvm, buffers, managedSize, taskHeap);
    }

    private MemorySize fixed() {
      return frameworkHeap.plus(frameworkOffHeap).plus(taskOffHeap);
    }

    private MemorySize left(MemorySize whole, String name, MemorySize taken) {
      if (taken.compareTo(whole) > 0) {
        throw SizeOptions.conflict(
            "a TaskManager of %s is too small: its parts take %s of %s, which is %s; make a part"
                    .formatted(process, taken, name, whole)
                + " smaller, or the process larger; where nothing else is said the least is "
                + LEAST);
      }
      return whole.minus(taken);
    }

    private TaskManagerMemory parts(
        MemorySize jvm, MemorySize buffers, MemorySize managedPart, MemorySize taskHeap) {
      return new TaskManagerMemory(
          process,
          jvm,
          metaspace,
          buffers,
          managedPart,
          frameworkHeap,
          frameworkOffHeap,
          taskOffHeap,
          taskHeap);
    }
  }
}
