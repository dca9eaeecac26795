package dev.drey.storage.database;

import dev.drey.core.control.Applications;
import dev.drey.core.control.ApplicationsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One file for all tests: to make one takes longer than most of them. */
class SqliteApplicationsTest extends ApplicationsContract {
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
  protected Applications empty() {
    return emptied(database);
  }

  static Applications emptied(Database database) {
    return database.write(
        handle -> {
          handle.execute("DELETE FROM applications");
          handle.execute("DELETE FROM snapshots");
          return new SqlApplications(database);
        });
  }
}
