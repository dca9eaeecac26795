package dev.drey.runtime.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileCopiedSnapshotsTest extends CopiedSnapshotsContract {
  @TempDir private Path root;

  @Override
  StateFolder own() {
    return new FileStateFolder(root.resolve("own"));
  }

  @Override
  StateFolder away() {
    return new FileStateFolder(root.resolve("away"));
  }

  @Override
  void deleteFile(StateFolder folder, String file) {
    try {
      Files.delete(Path.of(folder.uri(file).substring("file://".length())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
