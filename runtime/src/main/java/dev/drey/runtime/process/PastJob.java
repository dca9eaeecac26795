package dev.drey.runtime.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A job that has ended, as Flink wrote it down.
 *
 * @param archives Flink's, each an object of paths of its REST interface and what they answered
 * @param dashboard the jar that holds the files of Flink's dashboard, below {@code web}
 */
public record PastJob(List<Path> archives, Path dashboard) {
  public PastJob {
    archives = List.copyOf(archives);
  }
}
