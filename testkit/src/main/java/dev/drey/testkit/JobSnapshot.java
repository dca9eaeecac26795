package dev.drey.testkit;

import dev.drey.testkit.engine.Snapshot;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * The state of a job at one moment: from a run in the kit ({@link JobRun#snapshot()}, {@link
 * TestOperator#snapshot()}), or a savepoint or checkpoint of a real job. It can be restored any
 * number of times.
 */
public final class JobSnapshot {
  private static final String METADATA = "_metadata";

  private final Snapshot snapshot;

  JobSnapshot(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * Reads a savepoint that Flink has written. One in the canonical format can be restored on each
   * state backend; one in the native format, and a checkpoint, on the backend that wrote it. The
   * files have to stay where they are while it is used.
   *
   * @param savepoint the folder with the file {@code _metadata}
   * @throws IllegalArgumentException if there is no such file
   * @throws UncheckedIOException if it cannot be read
   */
  public static JobSnapshot ofSavepoint(Path savepoint) {
    Path metadata = savepoint.resolve(METADATA);
    if (!Files.isRegularFile(metadata)) {
      throw new IllegalArgumentException("no savepoint: there is no " + metadata);
    }
    try (InputStream in = Files.newInputStream(metadata)) {
      CheckpointMetadata read =
          Checkpoints.loadCheckpointMetadata(
              new DataInputStream(in),
              Thread.currentThread().getContextClassLoader(),
              savepoint.toUri().toString());
      Map<OperatorID, OperatorState> states = new HashMap<>();
      read.getOperatorStates().forEach(state -> states.put(state.getOperatorID(), state));
      return new JobSnapshot(new Snapshot(read.getCheckpointId(), states, Map.of(), Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Snapshot snapshot() {
    return snapshot;
  }
}
