package dev.drey.runtime.process;

import dev.drey.core.model.DeploymentId;
import java.nio.file.Path;

/** Where the check of one version is made and told. */
record CheckFolder(Path path, Path logs, DeploymentId running) {
  static final String PREFIX = "check-";

  ProcessFiles process() {
    return new ProcessFiles(path.resolve("check"), running);
  }

  Path conf() {
    return path.resolve("conf");
  }

  Path log() {
    return logs.resolve("check.log");
  }

  Path job() {
    return path.resolve("job.jar");
  }

  /** Of an application in Python. */
  Path python() {
    return path.resolve("python");
  }

  Path state() {
    return path.resolve("state");
  }

  Path result() {
    return path.resolve("result.json");
  }

  /** Says that the check was ended, and after how long. */
  Path ended() {
    return path.resolve("ended");
  }
}
