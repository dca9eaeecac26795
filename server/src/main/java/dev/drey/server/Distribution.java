package dev.drey.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Drey brings along: its own Flink, the agent, and archives of class data where they were
 * made.
 */
record Distribution(Path directory) {

  Path agent() {
    return directory.resolve("agent/drey-agent.jar");
  }

  Path flink120() {
    return directory.resolve("runtimes/flink-1.20");
  }

  /** What options this runtime's Flink has; not there if the runtime was laid out elsewhere. */
  Path options120() {
    return flink120().resolve("options.tsv");
  }

  Path jvmOptions() {
    return flink120().resolve("jvm-options");
  }

  Optional<Path> archives() {
    return Optional.of(directory.resolve("archives/flink-1.20")).filter(Files::isDirectory);
  }
}
