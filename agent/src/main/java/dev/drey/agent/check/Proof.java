package dev.drey.agent.check;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * Saved state read to its end: every file that its {@code _metadata} names is there with its
 * length, every block of RocksDB's files has its checksum, and what wrote the values can be loaded.
 * Trouble with a store is an exception; only what the store answers is damage.
 */
final class Proof {
  private static final int MOST_TOLD = 20;
  private static final int BUFFER = 1 << 16;

  private final Path scratch;
  private final Optional<ClassLoader> userCode;
  private final List<String> damage = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private long files;
  private long bytes;
  private long tables;
  private long values;

  /**
   * Nothing is read yet.
   *
   * @param scratch a folder for one file at a time
   * @param userCode absent where the code that wrote it is not known: then nobody can say whether
   *     it loads
   */
  Proof(Path scratch, Optional<ClassLoader> userCode) {
    this.scratch = scratch;
    this.userCode = userCode;
  }

  /** What is not as it should be; empty for state that is whole. */
  List<String> damage() {
    return List.copyOf(damage);
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  long tables() {
    return tables;
  }

  long values() {
    return values;
  }

  /**
   * Reads it.
   *
   * @throws Refused if there is state in it that cannot be verified
   * @throws IOException if the store has trouble
   */
  void read(String path) throws IOException, Refused {
    Optional<CheckpointMetadata> metadata = metadata(path);
    if (metadata.isEmpty()) {
      return;
    }
    for (OperatorState operator : metadata.get().getOperatorStates()) {
      for (StateFile file : StateFile.of(operator)) {
        if (isWhole(file) && userCode.isPresent()) {
          load(file, userCode.get());
        }
      }
    }
  }

  private Optional<CheckpointMetadata> metadata(String path) throws IOException {
    byte[] metadata;
    String pointer;
    try {
      var location = AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
      pointer = location.getExternalPointer();
      try (var in = location.getMetadataHandle().openInputStream()) {
        metadata = in.readAllBytes();
      }
    } catch (FileNotFoundException e) {
      damaged("its _metadata is not there");
      return Optional.empty();
    }
    files++;
    bytes += metadata.length;
    try (var in = new DataInputStream(new ByteArrayInputStream(metadata))) {
      return Optional.of(
          Checkpoints.loadCheckpointMetadata(in, Proof.class.getClassLoader(), pointer));
    } catch (IOException | RuntimeException e) {
      damaged("its _metadata cannot be read: " + Refused.inWords(e));
      return Optional.empty();
    }
  }

  private boolean isWhole(StateFile file) throws IOException {
    StreamStateHandle handle = file.handle();
    if (!seen.add(name(handle))) {
      return true; // several subtasks may share one
    }
    if (handle instanceof FileStateHandle inFile && !isThere(inFile)) {
      return false;
    }
    Path copy = scratch.resolve("table.sst");
    long read;
    try (var in = handle.openInputStream();
        var out =
            file.isSortedTable() ? Files.newOutputStream(copy) : OutputStream.nullOutputStream()) {
      read = copy(in, out);
    }
    files++;
    bytes += read;
    if (read != handle.getStateSize()) {
      damaged("%s has %d bytes, not %d".formatted(name(handle), read, handle.getStateSize()));
      return false;
    }
    if (file.isSortedTable()) {
      tables++;
      SortedTables.damage(copy).ifPresent(why -> damaged("%s: %s".formatted(name(handle), why)));
      Files.delete(copy);
    }
    return true;
  }

  private boolean isThere(FileStateHandle file) throws IOException {
    try {
      long length = file.getFilePath().getFileSystem().getFileStatus(file.getFilePath()).getLen();
      if (length != file.getStateSize()) {
        damaged("%s has %d bytes, not %d".formatted(name(file), length, file.getStateSize()));
        return false;
      }
      return true;
    } catch (FileNotFoundException e) {
      damaged("%s is not there".formatted(name(file)));
      return false;
    }
  }

  private static long copy(InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[BUFFER];
    long copied = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      copied += read;
    }
    return copied;
  }

  private static String name(StreamStateHandle handle) {
    return handle instanceof FileStateHandle file
        ? file.getFilePath().toString()
        : handle.getStreamStateHandleID().getKeyString();
  }

  private void load(StateFile file, ClassLoader code) throws IOException {
    StateHead head;
    try (var in = file.handle().openInputStream()) {
      head =
          switch (file.role()) {
            case KEYED -> StateHead.ofKeyed(in, code);
            case LISTS -> StateHead.ofLists(in, code);
            case OTHER -> StateHead.UNKNOWN;
          };
    } catch (EOFException e) {
      damaged("%s ends in its head".formatted(name(file.handle())));
      return;
    }
    for (SavedValue value : head.values()) {
      values++;
      value
          .unreadable()
          .map(
              why ->
                  "state '%s' of operator %s: what wrote it cannot be loaded: %s"
                      .formatted(value.name(), file.operator(), why))
          .filter(told -> !damage.contains(told)) // every subtask would say the same
          .ifPresent(this::damaged);
    }
  }

  private void damaged(String message) {
    if (damage.size() < MOST_TOLD) {
      damage.add(message);
    }
  }
}
