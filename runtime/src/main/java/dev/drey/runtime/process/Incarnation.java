package dev.drey.runtime.process;

import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.SnapshotName;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.state.FolderName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of one incarnation: settings and what the launcher wrote.
 *
 * @param logs where its processes log: a folder that stays when this one goes
 */
record Incarnation(Path path, Path logs, DeploymentId deployment, int number) {
  private static final Pattern TASK_MANAGER =
      Pattern.compile("taskmanager-([0-9]+)-([0-9]+)\\.process");

  Path conf() {
    return path.resolve("conf");
  }

  Path logSettings() {
    return conf().resolve(LogSettings.NAME);
  }

  Path temporary() {
    return path.resolve("tmp");
  }

  Path facts() {
    return path.resolve("facts.json");
  }

  Path savepoints() {
    return path.resolve("savepoints");
  }

  Path savepoint(SnapshotName name) {
    return savepoints().resolve(FolderName.of(name.value()) + ".json");
  }

  ProcessFiles jobManager() {
    return new ProcessFiles(path.resolve("jobmanager"), deployment);
  }

  Path jobManagerLog() {
    return logs().resolve("jobmanager.log");
  }

  /**
   * @param index from 1, as many as the cluster has
   * @param attempt from 1: how often that one was started
   */
  ProcessFiles taskManager(int index, int attempt) {
    return new ProcessFiles(path.resolve("taskmanager-" + index + "-" + attempt), deployment);
  }

  Path taskManagerLog(int index, int attempt) {
    return logs().resolve("taskmanager-" + index + "-" + attempt + ".log");
  }

  /** The newest attempt that was begun; 0 for none. */
  int attempts(int index) {
    return Trees.children(path).stream()
        .map(file -> TASK_MANAGER.matcher(file.getFileName().toString()))
        .filter(Matcher::matches)
        .filter(matcher -> Integer.parseInt(matcher.group(1)) == index)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(2)))
        .max()
        .orElse(0);
  }

  Optional<IncarnationFacts> read() {
    return IncarnationFacts.read(facts());
  }
}
