package dev.drey.storage.database;

import dev.drey.core.model.Unavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That one server owns a database. An advisory lock of a session that is kept says that the owner
 * lives; a token in the table {@code owner}, compared in every write, keeps an owner that was cut
 * off, and replaced meanwhile, from writing once it is back.
 */
final class PostgresOwnership implements Engine.Ownership {
  private static final Logger log = LoggerFactory.getLogger(PostgresOwnership.class);

  /** "drey" in ASCII. Advisory locks are told apart by database. */
  private static final int LOCK = 0x64726579;

  /** Until the session of an owner that has just ended is gone. */
  private static final int TRIES = 20;

  private static final int PAUSE_MILLIS = 150;
  private static final int LOOK_SECONDS = 2;

  private final PostgresServer database;
  private final String owner;
  private final String token = UUID.randomUUID().toString();
  private final Thread watch = new Thread(this::watch, "database-owner");

  /** The session that holds the lock; absent while there is none. Guarded by this. */
  private Optional<Connection> session = Optional.empty();

  /** Guarded by this. */
  private boolean closed;

  private PostgresOwnership(PostgresServer database, String owner) {
    this.database = database;
    this.owner = owner;
  }

  /**
   * @throws Unavailable if another server has it
   */
  static PostgresOwnership take(PostgresServer database, String owner) {
    var ownership = new PostgresOwnership(database, owner);
    try {
      if (!ownership.lockAtLast()) {
        throw new Unavailable(
            "the database "
                + database
                + " is owned by another server"
                + ownership.other()
                + ". End that one, or give this one a database of its own.");
      }
      ownership.watch.setDaemon(true);
      ownership.watch.start();
      return ownership;
    } catch (SQLException e) {
      ownership.close();
      throw ownership.trouble(e);
    } catch (RuntimeException e) {
      ownership.close();
      throw e;
    }
  }

  private boolean lockAtLast() throws SQLException {
    for (int tries = 0; tries < TRIES; tries++) {
      if (lock()) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private synchronized boolean lock() throws SQLException {
    Connection fresh = database.source().getConnection();
    try (Statement statement = fresh.createStatement()) {
      // A machine that vanished without a word is noticed in half a minute and not in two hours.
      statement.execute("SET tcp_keepalives_idle = 10");
      statement.execute("SET tcp_keepalives_interval = 5");
      statement.execute("SET tcp_keepalives_count = 4");
      try (ResultSet won = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
        won.next();
        if (won.getBoolean(1)) {
          session = Optional.of(fresh);
          return true;
        }
      }
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
    fresh.close();
    return false;
  }

  @Override
  public synchronized void sign() {
    try (PreparedStatement statement =
        lockedSession()
            .prepareStatement(
                """
                INSERT INTO owner (one, token, who, since)
                VALUES (1, ?, ? || COALESCE(' at ' || host(inet_client_addr()), ''), ?)
                ON CONFLICT (one) DO UPDATE SET token = excluded.token, who = excluded.who, since = excluded.since
                """)) {
      statement.setString(1, token);
      statement.setString(2, owner);
      statement.setString(3, Instant.now().toString());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw trouble(e);
    }
  }

  private Connection lockedSession() throws SQLException {
    return session.orElseThrow(() -> new SQLException("the session was lost", "08006"));
  }

  private RuntimeException trouble(SQLException e) {
    Optional<Unavailable> trouble = database.trouble(e);
    return trouble.isPresent() ? trouble.get() : new IllegalStateException(e);
  }

  /** What the owner wrote down; nothing where it is still making the tables. */
  private String other() throws SQLException {
    try (Connection connection = database.source().getConnection();
        ResultSet table =
            connection.getMetaData().getTables(null, connection.getSchema(), "owner", null)) {
      return table.next() ? signature(connection) : "";
    }
  }

  private static String signature(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT who, since FROM owner")) {
      return row.next() ? ", " + row.getString(1) + ", since " + row.getString(2) : "";
    }
  }

  private void watch() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Looks whether the session lives, and takes the lock again where it does not. */
  private synchronized void look() {
    try {
      if (closed) {
        return;
      }
      if (session.isPresent() && session.get().isValid(LOOK_SECONDS)) {
        return;
      }
      dropSession();
      if (lock()) {
        log.info("the database {} is there again", database);
      }
    } catch (SQLException e) {
      log.warn("the database {} cannot be reached: {}", database, e.getMessage());
    }
  }

  /** Locks the row too, so that a new owner waits until this write is through. */
  @Override
  public void check(Handle handle) {
    boolean ours =
        handle
            .createQuery("SELECT token FROM owner WHERE one = 1 FOR SHARE")
            .mapTo(String.class)
            .findOne()
            .filter(token::equals)
            .isPresent();
    if (!ours) {
      throw new Unavailable(
          "the database "
              + database
              + " was taken by another server while this one was cut off from it; this one writes"
              + " no more. End one of them.");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    watch.interrupt();
    dropSession();
  }

  private synchronized void dropSession() {
    try {
      if (session.isPresent()) {
        session.get().close();
      }
    } catch (SQLException e) {
      log.debug("a session that was lost cannot be closed", e);
    }
    session = Optional.empty();
  }
}
