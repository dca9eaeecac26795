package dev.drey.storage.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.drey.core.model.Unavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** An open database, brought up to the tables this version of Drey has. */
public final class Database implements AutoCloseable {
  /** How long one waits for a connection: longer than a crowd takes, shorter than clients do. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Engine engine;
  private final HikariDataSource connections;
  private final Jdbi jdbi;
  private final Engine.Ownership ownership;

  private Database(Engine engine, HikariDataSource connections, Engine.Ownership ownership) {
    this.engine = engine;
    this.connections = connections;
    this.jdbi = Jdbi.create(connections);
    this.ownership = ownership;
  }

  /**
   * Opens a SQLite file, and makes it where there is none.
   *
   * @throws Unavailable if it cannot be used; the message names the file and the way out
   */
  public static Database open(Path file) {
    return open(new SqliteFile(file));
  }

  /**
   * Opens a database on a PostgreSQL server, for as long as no other server of ours has it.
   *
   * @param owner how this server is told from others: another one that is refused shows it
   * @throws Unavailable if it cannot be used; the message names it and the way out
   */
  public static Database open(PostgresAddress address, String owner) {
    return open(new PostgresServer(address, owner));
  }

  private static Database open(Engine engine) {
    engine.probe();
    Engine.Ownership ownership = engine.own();
    try {
      return open(engine, ownership, pool("database", engine.source(), engine.connections()));
    } catch (SQLException | RuntimeException e) {
      ownership.close();
      throw meaning(engine, e);
    }
  }

  private static Database open(
      Engine engine, Engine.Ownership ownership, HikariDataSource connections) throws SQLException {
    try {
      new Migrations(engine.toString(), connections, new Scripts(engine.kind())).apply();
      ownership.sign();
      return new Database(engine, connections, ownership);
    } catch (SQLException | RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private static RuntimeException meaning(Engine engine, Exception error) {
    Optional<Unavailable> trouble = engine.trouble(error);
    if (trouble.isPresent()) {
      return trouble.get();
    }
    return error instanceof RuntimeException bug
        ? bug
        : new Unavailable("the database " + engine + " cannot be read: " + error, error);
  }

  static HikariDataSource pool(String name, DataSource source, int connections) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    return new HikariDataSource(config);
  }

  <T> T read(Function<Handle, T> work) {
    try {
      return jdbi.withHandle(work::apply);
    } catch (JdbiException e) {
      throw engine.trouble(e).orElseThrow(() -> e);
    }
  }

  /** Does all of it or, where it throws, nothing. */
  <T> T write(Function<Handle, T> work) {
    try {
      return engine.inTurn(
          () ->
              jdbi.inTransaction(
                  handle -> {
                    ownership.check(handle);
                    return work.apply(handle);
                  }));
    } catch (JdbiException e) {
      throw engine.trouble(e).orElseThrow(() -> e);
    }
  }

  @Override
  public void close() {
    ownership.close();
    connections.close();
  }
}
