package dev.drey.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the processes of this machine were started with. */
final class CommandLines {
  private CommandLines() {}

  /** Nothing for a process that has ended, reaped or not. */
  static String of(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /** Every process that names this folder, by its pid. */
  static Map<Long, String> naming(Path folder) {
    String name = folder + "/"; // not the folder whose name begins alike
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .collect(Collectors.toMap(pid -> pid, CommandLines::of))
        .entrySet()
        .stream()
        .filter(each -> each.getValue().replace(' ', '/').contains(name))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
