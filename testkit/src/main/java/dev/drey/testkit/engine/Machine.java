package dev.drey.testkit.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;

/** The TaskManager's side of a task's surroundings. */
record Machine(Configuration configuration) implements TaskManagerRuntimeInfo {

  /**
   * One for the JVM, made when the first operator asks: it has threads and a folder, and would cost
   * most of a short test.
   */
  private static final class Disks {
    static final IOManager SHARED = new IOManagerAsync(folder().getPath());

    private static File folder() {
      try {
        File folder = Files.createTempDirectory("drey-testkit").toFile();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(File file) {
      File[] inside = file.listFiles();
      if (inside != null) {
        for (File each : inside) {
          delete(each);
        }
      }
      if (!file.delete()) {
        file.deleteOnExit();
      }
    }
  }

  static IOManager disks() {
    return Disks.SHARED;
  }

  @Override
  public Configuration getConfiguration() {
    return configuration;
  }

  @Override
  public String[] getTmpDirectories() {
    return new String[] {getTmpWorkingDirectory().getPath()};
  }

  @Override
  public boolean shouldExitJvmOnOutOfMemoryError() {
    return false;
  }

  @Override
  public String getTaskManagerExternalAddress() {
    return "localhost";
  }

  @Override
  public File getTmpWorkingDirectory() {
    return disks().getSpillingDirectories()[0];
  }
}
