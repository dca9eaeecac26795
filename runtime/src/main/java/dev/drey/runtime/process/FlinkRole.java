package dev.drey.runtime.process;

import java.util.Locale;

/** The JVMs of a Flink, by the names that its options file and its archives use. */
enum FlinkRole {
  JOBMANAGER("dev.drey.agent.cluster.ApplicationJobManager"),
  TASKMANAGER("dev.drey.agent.cluster.ApplicationTaskManager"),
  CHECK("dev.drey.agent.check.CheckJob");

  private final String usualMainClass;

  FlinkRole(String usualMainClass) {
    this.usualMainClass = usualMainClass;
  }

  /** Unless the distribution names another. */
  String usualMainClass() {
    return usualMainClass;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
