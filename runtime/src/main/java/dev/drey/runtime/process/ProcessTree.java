package dev.drey.runtime.process;

import dev.drey.core.metrics.Vitals;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which process has started which, at one moment. To find that out all processes of the machine are
 * looked at, so one who asks for many looks once.
 */
record ProcessTree(ProcFs kernel, Map<Long, List<Long>> started) {
  static ProcessTree of(ProcFs kernel) {
    return new ProcessTree(
        kernel,
        kernel.pids().stream()
            .collect(
                Collectors.groupingBy(
                    pid -> kernel.parent(pid).orElse(0L), Collectors.toUnmodifiableList())));
  }

  /** What a process has started, each with the memory of all that it has started in turn. */
  List<Vitals.Child> children(long pid) {
    return startedBy(pid).stream().map(child -> new Vitals.Child(child, resident(child))).toList();
  }

  private long resident(long pid) {
    return kernel.resident(pid) + startedBy(pid).stream().mapToLong(this::resident).sum();
  }

  private List<Long> startedBy(long pid) {
    return started.getOrDefault(pid, List.of());
  }
}
