package dev.drey.storage.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.drey.core.model.Unavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** An open database, brought up to the tables this version of Drey has. */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 4;

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
      new Migrations(file.toString(), connections, new Scripts("sqlite")).apply();
      return new Database(file, connections, Jdbi.create(connections));
    } catch (SQLException e) {
      connections.close();
      throw file.trouble(e).orElseGet(() -> new Unavailable(file + " cannot be read: " + e, e));
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
