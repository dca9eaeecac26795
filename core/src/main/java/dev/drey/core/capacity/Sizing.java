package dev.drey.core.capacity;

import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The size of an application with the reason for every number, and what else it could be. Beside it
 * stands what AWS documents of the same application.
 */
public record Sizing(Parallelism parallelism, Sizes sizes, SizeOptions options, ClusterSize size) {
  private static final int MOST_PER_KPU = 8;

  /**
   * Sizes an application.
   *
   * @throws dev.drey.core.model.Refused if the options contradict each other or the size
   */
  public static Sizing of(Parallelism parallelism, Sizes sizes, SizeOptions options) {
    return new Sizing(parallelism, sizes, options, sizes.of(parallelism, options));
  }

  /**
   * One amount of memory.
   *
   * @param process whose it is
   * @param name as Flink's documentation has it
   */
  public record Part(String process, String name, MemorySize size, String why) {}

  /** What AWS's documentation says of an application of this size. */
  public record OnAws(int kpus, int kpusBilled, int cores, MemorySize memory, int diskGibibytes) {
    private static final int DISK = 50;

    static OnAws of(Parallelism parallelism) {
      int kpus = parallelism.kpus();
      return new OnAws(
          kpus,
          kpus + 1,
          (int) (kpus * Kpu.AWS.cores()),
          Kpu.AWS.memory().times(kpus),
          kpus * DISK);
    }
  }

  public OnAws onAws() {
    return OnAws.of(parallelism);
  }

  /** Slots that no subtask of an operator takes. */
  public int idleSlots() {
    return size.kpus() * size.slots() - parallelism.parallelism();
  }

  public double coresPerSlot() {
    return size.kpu().cores() / size.slots();
  }

  public MemorySize heapPerSlot() {
    return new MemorySize(size.taskManager().taskHeap().bytes() / size.slots());
  }

  /** Without what workers in Python have of it. */
  public MemorySize managedPerSlot() {
    return new MemorySize(ofRocksDb().bytes() / size.slots());
  }

  private MemorySize ofRocksDb() {
    return size.taskManager().managed().minus(ofPython());
  }

  private MemorySize ofPython() {
    return options
        .python()
        .map(python -> python.ofManaged(size.taskManager(), size.slots()).times(size.slots()))
        .orElse(MemorySize.mebi(0));
  }

  public String whyKpus() {
    return "⌈Parallelism %d ÷ ParallelismPerKPU %d⌉"
        .formatted(parallelism.parallelism(), parallelism.perKpu());
  }

  public String whyCores() {
    return said(
        SizeOptions.CORES, "%s of a KPU, for each TaskManager".formatted(size.kpu().cores()));
  }

  /** Why so much disk, or why none is named. */
  public String whyDisk() {
    return said(SizeOptions.DISK, "not set apart: each takes what the folder of the home has");
  }

  public List<Part> parts() {
    TaskManagerMemory worker = size.taskManager();
    JobManagerMemory manager = size.jobManager();
    String one = "TaskManager";
    String other = "JobManager";
    String tm = SizeOptions.TASK_MANAGER;
    String jm = SizeOptions.JOB_MANAGER;
    List<Part> parts = new ArrayList<>();
    Collections.addAll(
        parts,
        part(one, "process", worker.process(), tm + "process.size", "what a KPU has"),
        part(one, "JVM overhead", worker.overhead(), tm + "jvm-overhead", "10 %, 192 MiB to 1 GiB"),
        part(one, "JVM metaspace", worker.metaspace(), tm + "jvm-metaspace", "Flink's default"),
        part(
            one,
            "framework heap",
            worker.frameworkHeap(),
            tm + "framework.heap",
            "Flink's default"),
        part(
            one,
            "framework off-heap",
            worker.frameworkOffHeap(),
            tm + "framework.off-heap",
            "Flink's default"),
        part(
            one,
            "network",
            worker.network(),
            tm + "network",
            "10 % of Flink's memory, at least 64 MiB"),
        part(one, "managed (RocksDB)", ofRocksDb(), tm + "managed", "40 % of Flink's memory"));
    options
        .python()
        .map(python -> new Part(one, "managed (Python)", ofPython(), python.why()))
        .filter(part -> part.size().bytes() > 0)
        .ifPresent(parts::add);
    Collections.addAll(
        parts,
        part(one, "task off-heap", worker.taskOffHeap(), tm + "task.off-heap", "Flink's default"),
        part(one, "task heap", worker.taskHeap(), tm + "task.heap", "what is left"),
        part(other, "process", manager.process(), jm + "process.size", "a setting of the server"),
        part(
            other,
            "JVM overhead",
            manager.overhead(),
            jm + "jvm-overhead",
            "10 %, 192 MiB to 1 GiB"),
        part(other, "JVM metaspace", manager.metaspace(), jm + "jvm-metaspace", "Flink's default"),
        part(other, "off-heap", manager.offHeap(), jm + "off-heap", "Flink's default"),
        part(other, "heap", manager.heap(), jm + "heap", "what is left"));
    return List.copyOf(parts);
  }

  private Part part(String process, String name, MemorySize part, String key, String usual) {
    return new Part(process, name, part, said(key, usual));
  }

  private String said(String key, String usual) {
    List<String> said =
        options.values().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(key))
            .map(entry -> entry.getKey() + " = " + entry.getValue() + whose(entry.getKey()))
            .sorted()
            .toList();
    return said.isEmpty() ? usual : String.join(", ", said);
  }

  private String whose(String key) {
    return options.python().filter(python -> python.preset().containsKey(key)).isPresent()
        ? " (preset for Python)"
        : "";
  }

  /** The same parallelism on more or fewer KPUs, from most to fewest. */
  public List<Sizing> alternatives() {
    return Stream.iterate(1, perKpu -> perKpu + 1)
        .limit(MOST_PER_KPU)
        .filter(perKpu -> perKpu != parallelism.perKpu() && perKpu <= parallelism.parallelism())
        .map(
            perKpu ->
                new Parallelism(
                    ConfigurationType.CUSTOM,
                    parallelism.parallelism(),
                    perKpu,
                    parallelism.autoScaling()))
        .map(other -> of(other, sizes, options))
        .toList();
  }

  /** What somebody who argues about the size should know. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (idleSlots() > 0) {
      notes.add(
          idleSlots()
              + " of "
              + size.kpus() * size.slots()
              + " slots stay empty: Parallelism is no multiple of ParallelismPerKPU");
    }
    if (parallelism.perKpu() > MOST_PER_KPU) {
      notes.add("AWS allows a ParallelismPerKPU of " + MOST_PER_KPU + " at most");
    }
    if (size.standby() > 0) {
      notes.add(size.standby() + " TaskManagers more wait for another to die (server setting)");
    }
    if (parallelism.autoScaling()) {
      notes.add(
          "AutoScalingEnabled is on, as AWS presets it: AWS would change the parallelism by load,"
              + " Drey does not act on it yet");
    }
    options.python().ifPresent(python -> notes.add(python.note(size)));
    notes.add(
        "cores are counted when an application is let in; what then runs may use idle ones beyond"
            + " that");
    notes.add(
        size.disk().isPresent()
            ? "disk is counted when an application is let in and measured as it runs"
                + " (containerDiskUtilization, told from 90 % on); nothing stops it at the limit"
            : "disk is not set apart: RocksDB takes what the folder of the home has; "
                + SizeOptions.DISK
                + " in the property group drey.sizes sets it");
    notes.add(
        String.format(
            Locale.ROOT,
            "AWS does not say how KPUs become TaskManagers; it documents 3 GiB of heap and 1 GiB"
                + " beside it for a KPU, and bills one KPU more for each application"));
    return List.copyOf(notes);
  }
}
