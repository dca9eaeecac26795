package dev.drey.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One JVM to be started.
 *
 * @param etc the folder that holds {@code etc/flink}
 * @param directory where it works
 */
record JvmStart(
    ProcessFiles files,
    Path etc,
    Path directory,
    Map<String, String> environment,
    List<String> command) {
  JvmStart {
    environment = Map.copyOf(environment);
    command = List.copyOf(command);
  }
}
