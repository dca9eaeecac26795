package dev.drey.runtime.process;

import dev.drey.core.metrics.Vitals;
import dev.drey.runtime.files.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the kernel tells of processes. */
final class ProcFs {
  private static final int FIRST_AFTER_NAME = 3;
  private static final int START_TIME = 22;

  private final Path root;

  ProcFs(Path root) {
    this.root = root;
  }

  static ProcFs ofThisMachine() {
    return new ProcFs(Path.of("/proc"));
  }

  /** Another one after each start of the machine. */
  String bootId() {
    return text(root.resolve("sys/kernel/random/boot_id")).map(String::strip).orElse("");
  }

  /**
   * When a process began, in the kernel's ticks; absent where none has this pid, or only the
   * remains of one that has ended.
   */
  Optional<Long> startTime(long pid) {
    return text(root.resolve(pid + "/stat")).flatMap(ProcFs::startTime);
  }

  private static Optional<Long> startTime(String stat) {
    int name = stat.lastIndexOf(')'); // which may hold spaces and parentheses
    if (name < 0) {
      return Optional.empty();
    }
    String[] fields = stat.substring(name + 1).strip().split(" ", -1);
    boolean ended = fields[0].equals("Z") || fields[0].equals("X");
    return ended || fields.length <= START_TIME - FIRST_AFTER_NAME
        ? Optional.empty()
        : Optional.of(Long.valueOf(fields[START_TIME - FIRST_AFTER_NAME]));
  }

  List<String> arguments(long pid) {
    return text(root.resolve(pid + "/cmdline"))
        .map(line -> List.of(line.split("\0", -1)))
        .orElse(List.of());
  }

  /** Memory that a process really takes, in bytes; 0 where there is none of this pid. */
  long resident(long pid) {
    return text(root.resolve(pid + "/status"))
        .flatMap(status -> status.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .orElse(0L);
  }

  /** What it has started, each with the memory of all that it has started in turn. */
  List<Vitals.Child> children(long pid) {
    Map<Long, List<Long>> children =
        pids().stream()
            .collect(Collectors.groupingBy(each -> parent(each).orElse(0L), Collectors.toList()));
    return children.getOrDefault(pid, List.of()).stream()
        .map(child -> new Vitals.Child(child, residentOfTree(child, children)))
        .toList();
  }

  private long residentOfTree(long pid, Map<Long, List<Long>> children) {
    return resident(pid)
        + children.getOrDefault(pid, List.of()).stream()
            .mapToLong(child -> residentOfTree(child, children))
            .sum();
  }

  private List<Long> pids() {
    return Trees.children(root).stream()
        .map(child -> child.getFileName().toString())
        .filter(name -> name.matches("[0-9]{1,9}"))
        .map(Long::valueOf)
        .toList();
  }

  private Optional<Long> parent(long pid) {
    return text(root.resolve(pid + "/stat"))
        .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1))
        .filter(fields -> fields.length > 1)
        .map(fields -> Long.valueOf(fields[1]));
  }

  /** Absent where the process has ended, at whatever moment. */
  private static Optional<String> text(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
