package dev.drey.agent.check;

import java.nio.file.Path;
import java.util.Optional;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** RocksDB's files of sorted entries, whose every block has a checksum. */
final class SortedTables {
  private SortedTables() {}

  /** Absent where every block of a file has the checksum that it should have. */
  static Optional<String> damage(Path file) {
    RocksDB.loadLibrary();
    try (var options = new Options();
        var reader = new SstFileReader(options)) {
      reader.open(file.toString());
      reader.verifyChecksum();
      return Optional.empty();
    } catch (RocksDBException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
