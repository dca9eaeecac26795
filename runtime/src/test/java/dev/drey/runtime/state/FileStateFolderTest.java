package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.runtime.files.WholeFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateFolderTest extends StateFolderContract {
  @TempDir Path root;

  @Override
  StateFolder folder() {
    return new FileStateFolder(root);
  }

  @Override
  void write(String file, String text) {
    WholeFile.write(root.resolve(file), text);
  }

  @Test
  void flink_is_told_the_path_as_it_stands() {
    assertThat(new FileStateFolder(Path.of("/a b%20")).uri("c")).isEqualTo("file:///a b%20/c");
  }
}
