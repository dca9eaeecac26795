package dev.drey.agent.archive;

import java.util.Locale;

/** The JVMs of a runtime, by the names that {@code jvm-options} and the archives' files use. */
public enum Role {
  JOBMANAGER("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint"),
  TASKMANAGER("org.apache.flink.runtime.taskexecutor.TaskManagerRunner"),
  CHECK("dev.drey.agent.check.CheckJob");

  private final String mainClass;

  Role(String mainClass) {
    this.mainClass = mainClass;
  }

  String mainClass() {
    return mainClass;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String archive() {
    return word() + ".jsa";
  }
}
