package dev.drey.storage.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.drey.core.model.Unavailable;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** An open database, brought up to the tables this version of Drey has. */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final String MIGRATIONS = "classpath:dev/drey/storage/database/migrations";

  private final SqliteFile file;
  private final HikariDataSource connections;
  private final Jdbi jdbi;

  /** Held by the one who writes: faster, and with shorter waits, than SQLite's own busy wait. */
  private final Lock writing = new ReentrantLock(true);

  private Database(SqliteFile file, HikariDataSource connections, Jdbi jdbi) {
    this.file = file;
    this.connections = connections;
    this.jdbi = jdbi;
  }

  /**
   * Opens the file, and makes it where there is none.
   *
   * @throws Unavailable if it cannot be used; the message names the file and the way out
   */
  public static Database open(Path path) {
    var file = new SqliteFile(path);
    file.probe();
    HikariDataSource connections = pool(file.source());
    try {
      migrate(file, connections);
      return new Database(file, connections, Jdbi.create(connections));
    } catch (FlywayException e) {
      connections.close();
      throw file.trouble(e).orElseThrow(() -> e);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private static HikariDataSource pool(DataSource source) {
    var config = new HikariConfig();
    config.setPoolName("database");
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  private static void migrate(SqliteFile file, DataSource source) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations(MIGRATIONS)
            .ignoreMigrationPatterns("*:pending")
            .validateOnMigrate(false)
            .load();
    var check = flyway.validateWithResult();
    if (!check.validationSuccessful) {
      throw new Unavailable(
          file
              + " was written by another version of Drey, probably a newer one: this one does not"
              + " know its migration "
              + check.invalidMigrations.stream()
                  .map(Database::name)
                  .collect(Collectors.joining(", "))
              + ". Nothing was changed. Use the version of Drey that wrote it, or another home.",
          new FlywayException(check.getAllErrorMessages()));
    }
    flyway.migrate();
  }

  private static String name(ValidateOutput migration) {
    return migration.version + " (" + migration.description + ")";
  }

  <T> T read(Function<Handle, T> work) {
    try {
      return jdbi.withHandle(work::apply);
    } catch (JdbiException e) {
      throw file.trouble(e).orElseThrow(() -> e);
    }
  }

  /** Does all of it or, where it throws, nothing. One writes at a time. */
  <T> T write(Function<Handle, T> work) {
    writing.lock();
    try {
      return jdbi.inTransaction(work::apply);
    } catch (JdbiException e) {
      throw file.trouble(e).orElseThrow(() -> e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
