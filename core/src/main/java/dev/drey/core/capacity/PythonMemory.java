package dev.drey.core.capacity;

import static dev.drey.core.capacity.SizeOptions.TASK_MANAGER;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The memory that an application's functions in Python have. Processes beside the JVM, one for each
 * slot, share managed memory with RocksDB; threads of the JVM have their interpreter among its
 * off-heap memory. Flink's defaults leave too little to either, so others are preset.
 *
 * @param own Flink's options that the application sets
 */
public record PythonMemory(Map<String, String> own) {
  static final String FRACTION = TASK_MANAGER + "managed.fraction";
  static final String WEIGHTS = TASK_MANAGER + "managed.consumer-weights";
  static final String OFF_HEAP = TASK_MANAGER + "task.off-heap.size";

  /** What a worker takes before it holds anything: the interpreter, PyFlink, Beam. */
  static final MemorySize EMPTY_WORKER = MemorySize.mebi(170);

  private static final String MANAGED_SIZE = TASK_MANAGER + "managed.size";
  private static final String MODE = "python.execution-mode";
  private static final String MANAGED = "python.fn-execution.memory.managed";
  private static final String BACKEND = "state.backend.type";
  private static final int DIGITS = 16;

  /** Flink keeps Python's weight of managed memory free in threads too, where nobody uses it. */
  private static final Map<String, String> IN_THREADS =
      Map.of(FRACTION, "0.3", WEIGHTS, "OPERATOR:70,STATE_BACKEND:70,PYTHON:0", OFF_HEAP, "256 mb");

  private static final Map<String, String> IN_PROCESSES =
      Map.of(FRACTION, "0.5", WEIGHTS, "OPERATOR:50,STATE_BACKEND:50,PYTHON:50");

  /** Where functions run, as the options say; a script that says something else is not heard. */
  public enum Mode {
    PROCESS,
    THREAD
  }

  public PythonMemory {
    own = Map.copyOf(own);
  }

  public Mode mode() {
    String said = own.getOrDefault(MODE, "").strip().toLowerCase(Locale.ROOT);
    return said.equals("thread") ? Mode.THREAD : Mode.PROCESS;
  }

  private Map<String, String> usual() {
    return switch (mode()) {
      case PROCESS -> IN_PROCESSES;
      case THREAD -> IN_THREADS;
    };
  }

  /** Options of Flink's that hold where the application says nothing of the kind. */
  public Map<String, String> preset() {
    Map<String, String> preset = new TreeMap<>(usual());
    preset.keySet().removeAll(own.keySet());
    if (own.containsKey(MANAGED_SIZE)) {
      preset.remove(FRACTION);
    }
    return preset;
  }

  /** What each worker is told to keep to. Absent where functions run in threads. */
  public Optional<MemorySize> worker(TaskManagerMemory memory, int slots) {
    if (mode() == Mode.THREAD) {
      return Optional.empty();
    }
    boolean managed = !own.getOrDefault(MANAGED, "true").strip().equalsIgnoreCase("false");
    return Optional.of(
        managed ? ofManaged(memory, slots) : new MemorySize(memory.taskOffHeap().bytes() / slots));
  }

  /**
   * What Flink keeps for Python of a slot's managed memory, whoever uses it, as it computes that
   * for a job that has state.
   */
  public MemorySize ofManaged(TaskManagerMemory memory, int slots) {
    long slot = memory.managed().bytes() / slots;
    return new MemorySize((long) Math.floor(slot * fraction()));
  }

  /** Where its part of managed memory comes from. */
  String why() {
    return WEIGHTS + " = " + weights() + (own.containsKey(WEIGHTS) ? "" : " (preset for Python)");
  }

  /** What somebody who argues about the size should know. */
  String note(ClusterSize size) {
    Optional<MemorySize> share = size.pythonWorker();
    if (share.isEmpty()) {
      return "Python runs in threads of the TaskManager: one interpreter for all of its slots, outside of"
          + " the heap, in task off-heap and JVM overhead";
    }
    if (share.get().compareTo(EMPTY_WORKER) < 0) {
      return "a Python worker takes some %s before it holds anything, and its share is %s: more memory, fewer slots for a KPU (ParallelismPerKPU), or %s = thread make room"
          .formatted(EMPTY_WORKER, share.get(), MODE);
    }
    return "each slot has a Python worker beside the JVM, which takes some %s before it holds anything; its share of %s is what it is told, not a bound"
        .formatted(EMPTY_WORKER, share.get());
  }

  /** As Flink is told them. */
  private String weights() {
    return own.getOrDefault(WEIGHTS, usual().get(WEIGHTS));
  }

  /** Of a slot's managed memory. */
  private double fraction() {
    int all = weight("PYTHON") + (usesManaged() ? weight("STATE_BACKEND") : 0);
    return all == 0
        ? 0
        : BigDecimal.valueOf(weight("PYTHON"))
            .divide(BigDecimal.valueOf(all), DIGITS, RoundingMode.DOWN)
            .doubleValue();
  }

  /** Whether the state backend does; RocksDB is what runs if nothing else is said. */
  private boolean usesManaged() {
    return own.getOrDefault(BACKEND, "rocksdb").strip().toLowerCase(Locale.ROOT).contains("rocks");
  }

  private int weight(String consumer) {
    for (String each : weights().split(",", -1)) {
      String[] pair = each.split(":", -1);
      if (pair.length != 2 || !pair[1].strip().matches("[0-9]{1,9}")) {
        throw SizeOptions.conflict(
            WEIGHTS + " is '" + weights() + "'; it has to be like " + usual().get(WEIGHTS));
      }
      if (pair[0].strip().equals(consumer)) {
        return Integer.parseInt(pair[1].strip());
      }
    }
    return 0;
  }
}
