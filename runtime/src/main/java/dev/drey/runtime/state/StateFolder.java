package dev.drey.runtime.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A tree that Flink writes state into. Folders and files in it are named by paths with slashes. */
public interface StateFolder extends AutoCloseable {

  /** What Flink calls it. */
  String uri(String path);

  /** The names directly in a folder; none where there is no such folder. */
  List<String> children(String folder);

  /** When a file was written; absent where there is no such file. */
  Optional<Instant> written(String file);

  /** What stands in a file; absent where there is no such file. */
  Optional<byte[]> read(String file);

  /** How long a file is; absent where there is no such file. */
  OptionalLong size(String file);

  /**
   * Reads a file from its beginning.
   *
   * @throws NoSuchFileException where there is none
   */
  InputStream open(String file) throws IOException;

  /** Writes a file that others see as a whole or not at all. */
  void write(String file, long size, InputStream content) throws IOException;

  /** Deletes a file, if it is there. */
  void deleteFile(String file);

  /** Deletes a folder with all that is in it, if it is there. */
  void delete(String folder);

  @Override
  void close();
}
