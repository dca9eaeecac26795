package dev.drey.core.capacity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sizing as maps and lists by the names that {@code ExplainSizing} answers with, so that the
 * server and the command line say the same.
 */
public final class SizingReport {
  private SizingReport() {}

  public static Map<String, Object> of(Sizing sizing) {
    Map<String, Object> report = summary(sizing);
    report.put("WhyKpus", sizing.whyKpus());
    report.put("WhyCores", sizing.whyCores());
    sizing.size().disk().ifPresent(disk -> report.put("DiskBytesPerTaskManager", disk.bytes()));
    report.put("WhyDisk", sizing.whyDisk());
    report.put("Parts", sizing.parts().stream().map(SizingReport::part).toList());
    Sizing.OnAws aws = sizing.onAws();
    report.put(
        "Aws",
        ordered(
            "Kpus", aws.kpus(),
            "KpusBilled", aws.kpusBilled(),
            "Cores", aws.cores(),
            "MemoryBytes", aws.memory().bytes(),
            "DiskGibibytes", aws.diskGibibytes()));
    report.put("Alternatives", sizing.alternatives().stream().map(SizingReport::summary).toList());
    report.put("Notes", List.copyOf(sizing.notes()));
    return report;
  }

  /** What was used, and what follows from it. */
  public static Map<String, Object> of(Usage used, Advice advice) {
    Map<String, Object> report =
        ordered(
            "ObservedMinutes",
            used.observed().toMinutes(),
            "Evidence",
            used.evidence().stream().map(SizingReport::evidence).toList());
    advice.recommended().ifPresent(sizing -> report.put("Recommended", summary(sizing)));
    report.put("Why", advice.why());
    return report;
  }

  private static Map<String, Object> evidence(Usage.Evidence evidence) {
    return ordered(
        "Metric", evidence.metric(),
        "Statistic", evidence.statistic(),
        "Value", evidence.value(),
        "Unit", evidence.unit(),
        "Points", evidence.points());
  }

  private static Map<String, Object> summary(Sizing sizing) {
    ClusterSize size = sizing.size();
    Map<String, Object> summary =
        ordered(
            "Parallelism", sizing.parallelism().parallelism(),
            "ParallelismPerKPU", sizing.parallelism().perKpu(),
            "Kpus", size.kpus(),
            "TaskManagers", size.taskManagers(),
            "SlotsPerTaskManager", size.slots(),
            "IdleSlots", sizing.idleSlots(),
            "Cores", size.cores(),
            "CoresPerSlot", sizing.coresPerSlot(),
            "MemoryBytes", size.memory().bytes(),
            "TaskHeapBytesPerSlot", sizing.heapPerSlot().bytes(),
            "ManagedBytesPerSlot", sizing.managedPerSlot().bytes());
    size.wholeDisk().ifPresent(disk -> summary.put("DiskBytes", disk.bytes()));
    return summary;
  }

  private static Map<String, Object> part(Sizing.Part part) {
    return ordered(
        "Process", part.process(),
        "Name", part.name(),
        "Bytes", part.size().bytes(),
        "Why", part.why());
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
