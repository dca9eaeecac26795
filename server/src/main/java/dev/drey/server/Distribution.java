package dev.drey.server;

import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.runtime.process.FlinkDistribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Drey brings along: a Flink of each line, what runs inside it, and archives of class data
 * where they were made.
 */
record Distribution(Path directory) {
  private static final Map<RuntimeEnvironment, String> LINES =
      Map.of(
          new RuntimeEnvironment("FLINK-1_20"), "flink-1.20",
          new RuntimeEnvironment("FLINK-2_3"), "flink-2.3");

  /**
   * Every Flink that is here or that was pointed at.
   *
   * @param stock distributions to use instead of our own
   */
  Map<RuntimeEnvironment, FlinkDistribution> flinks(Map<RuntimeEnvironment, Path> stock) {
    Map<RuntimeEnvironment, FlinkDistribution> flinks = new TreeMap<>();
    LINES.forEach(
        (runtime, line) -> {
          Optional<Path> other = Optional.ofNullable(stock.get(runtime));
          if (other.isPresent()) {
            flinks.put(runtime, stock(line, other.get()));
          } else if (Files.isDirectory(folder(line))) {
            flinks.put(runtime, own(line));
          }
        });
    if (flinks.isEmpty()) {
      LINES.forEach((runtime, line) -> flinks.put(runtime, own(line))); // whose folder is missed
    }
    return flinks;
  }

  private FlinkDistribution stock(String line, Path home) {
    return new FlinkDistribution(
        home, folder(line).resolve("jvm-options"), agent(line), Optional.empty());
  }

  private FlinkDistribution own(String line) {
    var archives = Optional.of(directory.resolve("archives").resolve(line));
    return FlinkDistribution.of(folder(line), agent(line), archives);
  }

  /** Our folder for each Flink that is here; it says what a Python environment for it holds. */
  Map<RuntimeEnvironment, Path> folders() {
    Map<RuntimeEnvironment, Path> folders = new TreeMap<>();
    LINES.forEach((runtime, line) -> folders.put(runtime, folder(line)));
    return folders;
  }

  /** Where it is written which options each Flink has. */
  Map<RuntimeEnvironment, Path> options() {
    Map<RuntimeEnvironment, Path> files = new TreeMap<>();
    LINES.forEach((runtime, line) -> files.put(runtime, folder(line).resolve("options.tsv")));
    return files;
  }

  private Path folder(String line) {
    return directory.resolve("runtimes").resolve(line);
  }

  private Path agent(String line) {
    return directory.resolve("agent/drey-agent-" + line + ".jar");
  }
}
