package dev.drey.core.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a TaskManager's own numbers say of its machine: shares, in percent, of what it has. */
final class Worker {
  static final String KPUS = "KPUs";
  static final String CPU = "cpuUtilization";
  static final String HEAP = "heapMemoryUtilization";
  static final String MANAGED = "managedMemoryUtilization";
  static final String CONTAINER_CPU = "containerCPUUtilization";
  static final String CONTAINER_MEMORY = "containerMemoryUtilization";
  static final String PYTHON_MEMORY = "pythonWorkerMemory";
  static final String CONTAINER_DISK = "containerDiskUtilization";
  static final String THREADS = "threadsCount";
  static final String OLD_COLLECTIONS = "oldGenerationGCCount";
  static final String OLD_COLLECTION_TIME = "oldGenerationGCTime";
  static final String MANAGED_USED = "flink_taskmanager_Status_Flink_Memory_Managed_Used";
  static final String MANAGED_TOTAL = "flink_taskmanager_Status_Flink_Memory_Managed_Total";

  private static final String JVM = "flink_taskmanager_Status_JVM_";
  private static final List<String> OLD_GENERATIONS =
      List.of("MarkSweepCompact", "G1_Old_Generation", "PS_MarkSweep");

  private final Vitals of;
  private final Vitals.Jvm jvm;
  private final List<Sample> said = new ArrayList<>();

  private Worker(Vitals of, Vitals.Jvm jvm) {
    this.of = of;
    this.jvm = jvm;
  }

  /**
   * @param cpuNanos what it has used since the last look, and how long ago that was; empty at the
   *     first
   */
  static List<Sample> samples(Vitals of, Vitals.Jvm jvm, OptionalDouble cpuNanos) {
    var worker = new Worker(of, jvm);
    worker.collect(cpuNanos);
    return worker.said;
  }

  static double cpuTime(Vitals.Jvm jvm) {
    return value(jvm, JVM + "CPU_Time").orElse(0);
  }

  private void collect(OptionalDouble coresUsed) {
    value(jvm, JVM + "CPU_Load").ifPresent(load -> say(CPU, 100 * load));
    share(HEAP, JVM + "Memory_Heap_Used", JVM + "Memory_Heap_Max");
    share(MANAGED, MANAGED_USED, MANAGED_TOTAL);
    coresUsed.ifPresent(cores -> say(CONTAINER_CPU, 100 * cores / of.cores()));
    if (jvm.resident() > 0) {
      say(CONTAINER_MEMORY, 100.0 * (jvm.resident() + jvm.children()) / of.memory());
    }
    if (jvm.children() > 0) {
      say(PYTHON_MEMORY, (double) jvm.children());
    }
    say(CONTAINER_DISK, of.disk().told());
    value(jvm, JVM + "Threads_Count").ifPresent(threads -> say(THREADS, threads));
    for (String generation : OLD_GENERATIONS) {
      String collector = JVM + "GarbageCollector_" + generation;
      value(jvm, collector + "_Count").ifPresent(count -> say(OLD_COLLECTIONS, count));
      value(jvm, collector + "_Time").ifPresent(time -> say(OLD_COLLECTION_TIME, time));
    }
  }

  private void share(String name, String used, String total) {
    OptionalDouble all = value(jvm, total);
    if (all.isPresent() && all.getAsDouble() > 0) {
      value(jvm, used).ifPresent(part -> say(name, 100 * part / all.getAsDouble()));
    }
  }

  private void say(String name, double value) {
    said.add(new Sample(name, Map.of(), value));
  }

  private static OptionalDouble value(Vitals.Jvm jvm, String name) {
    return jvm.samples().stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .findFirst();
  }
}
