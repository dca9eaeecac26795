package dev.drey.runtime.process;

import dev.drey.core.model.DeploymentId;
import dev.drey.runtime.files.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the launcher writes about one JVM: files that begin with the same name.
 *
 * @param base path and name without ending
 */
record ProcessFiles(Path base, DeploymentId deployment) {
  static final String PROCESS = ".process";

  /** Once this is there nothing in the folder begins any more. */
  static final String GATE = "closed";

  /** Which process it is, within its folder: {@code taskmanager-1-2}. */
  String name() {
    return base.getFileName().toString();
  }

  private Path file(String ending) {
    return base.resolveSibling(base.getFileName() + ending);
  }

  Path gate() {
    return base.resolveSibling(GATE);
  }

  Path process() {
    return file(PROCESS);
  }

  Path out() {
    return file(".out");
  }

  Path exit() {
    return file(".exit");
  }

  /** The port of its metrics, once it has one. */
  Path metrics() {
    return file(".metrics");
  }

  /**
   * Where the process works: empty and its own, for an interpreter that it starts finds modules
   * there before all others.
   */
  Path directory() {
    return file(".work");
  }

  boolean wasStarted() {
    return Files.exists(process());
  }

  Optional<OwnProcess> running(ProcFs kernel) {
    return WholeFile.read(process())
        .flatMap(OwnProcess::parse)
        .filter(process -> process.isAlive(kernel, deployment));
  }

  boolean isDead(ProcFs kernel) {
    return wasStarted() && running(kernel).isEmpty();
  }

  /** Absent while it runs, and where the launcher ended before it. */
  Optional<Integer> exitStatus() {
    return WholeFile.read(exit()).map(text -> Integer.valueOf(text.strip()));
  }
}
