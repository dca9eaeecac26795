package dev.drey.storage.database;

import dev.drey.core.control.Applications;
import dev.drey.core.control.ApplicationsContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real PostgreSQL. */
class PostgresApplicationsTest extends ApplicationsContract {
  private static RealPostgres postgres;
  private static Database database;

  @BeforeAll
  static void open() throws SQLException {
    postgres = RealPostgres.start();
    database = Database.open(PostgresTest.address(postgres.database()), "the tests");
  }

  @AfterAll
  static void close() {
    database.close();
    postgres.close();
  }

  @Override
  protected Applications empty() {
    return SqliteApplicationsTest.emptied(database);
  }
}
