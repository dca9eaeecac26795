package dev.drey.runtime.process;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which process has started which, at one moment. To find that out all processes of the machine are
 * looked at, so one who asks for many looks once.
 */
record ProcessTree(ProcFs kernel, Map<Long, List<Long>> children) {
  static ProcessTree of(ProcFs kernel) {
    return new ProcessTree(
        kernel,
        kernel.pids().stream()
            .collect(
                Collectors.groupingBy(
                    pid -> kernel.parent(pid).orElse(0L), Collectors.toUnmodifiableList())));
  }

  /** Memory that all really take that a process has started, and that they have started. */
  long residentBelow(long pid) {
    return children.getOrDefault(pid, List.of()).stream()
        .mapToLong(child -> kernel.resident(child) + residentBelow(child))
        .sum();
  }
}
