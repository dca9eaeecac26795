package dev.drey.agent.cluster;

import dev.drey.agent.log.Prints;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** Flink's TaskManager; what the application prints in it is logged. */
public final class ApplicationTaskManager {
  private ApplicationTaskManager() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments as Flink's own takes them
   */
  public static void main(String[] arguments) throws Exception {
    Prints.toLog();
    TaskManagerRunner.main(arguments);
  }
}
