package dev.drey.runtime.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** Deletes a folder with all that is in it, if it is there. */
  void delete(String folder);

  @Override
  void close();
}
