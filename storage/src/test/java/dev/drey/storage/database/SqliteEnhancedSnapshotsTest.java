package dev.drey.storage.database;

import dev.drey.core.control.EnhancedSnapshots;
import dev.drey.core.control.EnhancedSnapshotsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SqliteEnhancedSnapshotsTest extends EnhancedSnapshotsContract {
  @TempDir private static Path home;
  private static Database database;

  @BeforeAll
  static void open() {
    database = Database.open(home.resolve("drey.db"));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected EnhancedSnapshots empty() {
    return database.write(
        handle -> {
          handle.execute("DELETE FROM enhanced_snapshots");
          handle.execute("DELETE FROM enhanced_snapshot_operations");
          return new SqlEnhancedSnapshots(database);
        });
  }
}
