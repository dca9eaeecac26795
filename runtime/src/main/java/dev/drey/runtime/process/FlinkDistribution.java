package dev.drey.runtime.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A Flink on this machine: our own closure of its artifacts, or a stock distribution.
 *
 * @param directory with {@code lib} and {@code plugins}
 * @param jvmOptions the file of options for each role; beside {@code lib} in our own
 * @param agent our classes inside its JVMs, compiled against its line
 * @param archives of class data, made for exactly this Flink and this Java; need not be there, and
 *     may come later
 */
public record FlinkDistribution(
    Path directory, Path jvmOptions, Path agent, Optional<Path> archives) {

  public FlinkDistribution {
    directory = directory.toAbsolutePath().normalize();
    agent = agent.toAbsolutePath().normalize();
    archives = archives.map(path -> path.toAbsolutePath().normalize());
  }

  /** Our own. */
  public static FlinkDistribution of(Path directory, Path agent, Optional<Path> archives) {
    return new FlinkDistribution(directory, directory.resolve("jvm-options"), agent, archives);
  }
}
