package dev.drey.storage.database;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A SQLite file: how it is opened, and what its errors mean. All that is SQLite's alone is here.
 */
final class SqliteFile implements Engine {
  private static final int CONNECTIONS = 4;
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final int JOURNAL_SIZE_LIMIT_BYTES = 4 * 1024 * 1024;

  private final Path path;

  /** Held by the one who writes: faster, and with shorter waits, than SQLite's own busy wait. */
  private final Lock writing = new ReentrantLock(true);

  SqliteFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  @Override
  public String kind() {
    return "sqlite";
  }

  @Override
  public int connections() {
    return CONNECTIONS;
  }

  /** Who has the home has the file in it. */
  @Override
  public Ownership own() {
    return new Ownership() {
      @Override
      public void sign() {}

      @Override
      public void check(Handle handle) {}

      @Override
      public void close() {}
    };
  }

  @Override
  public <T> T inTurn(Supplier<T> work) {
    writing.lock();
    try {
      return work.get();
    } finally {
      writing.unlock();
    }
  }

  /**
   * Power may fail after a commit and nothing is lost (WAL with FULL); a transaction that writes
   * says so at its beginning (IMMEDIATE), or SQLite refuses it half-way beside another writer.
   */
  @Override
  public DataSource source() {
    return source(SynchronousMode.FULL);
  }

  /** The same, but for the last transactions before power fails: they may be lost, as a whole. */
  DataSource lenientSource() {
    return source(SynchronousMode.NORMAL);
  }

  private DataSource source(SynchronousMode synchronous) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(JOURNAL_SIZE_LIMIT_BYTES);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  /** Sees that the file is there, readable by nobody else, a database, and sound. */
  @Override
  public void probe() {
    look("PRAGMA quick_check(1)");
  }

  /** The same without reading all of it, which takes half a minute for a gigabyte. */
  void probeInShort() {
    look("SELECT 'ok' FROM (SELECT count(*) FROM sqlite_master)");
  }

  private void look(String check) {
    try {
      if (!Files.exists(path)) {
        Files.createDirectories(path.getParent());
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      check(check);
    } catch (IOException e) {
      throw new Unavailable(
          "the database " + this + " cannot be made (" + e + "): " + writableWay(), e);
    } catch (SQLException e) {
      throw trouble(e)
          .orElseGet(() -> new Unavailable("the database " + this + " cannot be opened: " + e, e));
    }
  }

  private void check(String check) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(check)) {
      String verdict = result.next() ? result.getString(1) : "no answer";
      if (!verdict.equals("ok")) {
        throw new SQLiteException(verdict, SQLiteErrorCode.SQLITE_CORRUPT);
      }
      statement.execute("BEGIN IMMEDIATE"); // shows a file that can only be read
      statement.execute("ROLLBACK");
    }
  }

  @Override
  public Optional<Unavailable> trouble(Throwable error) {
    return sqliteError(error)
        .flatMap(e -> meaning(e.getResultCode()).map(text -> new Unavailable(text, e)));
  }

  private static Optional<SQLiteException> sqliteError(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof SQLiteException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private Optional<String> meaning(SQLiteErrorCode extended) {
    return switch (SQLiteErrorCode.getErrorCode(extended.code & 0xff)) {
      case SQLITE_FULL -> Optional.of(noSpace());
      case SQLITE_IOERR -> Optional.of(isFull() ? noSpace() : diskFailed(extended));
      case SQLITE_CORRUPT, SQLITE_NOTADB -> Optional.of(damaged());
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          Optional.of("the database " + this + " cannot be written: " + writableWay());
      case SQLITE_BUSY, SQLITE_LOCKED ->
          Optional.of(
              "the database "
                  + this
                  + " is held by another program; close whatever has it open, and try again.");
      default -> Optional.empty();
    };
  }

  private String noSpace() {
    return "no space left for the database "
        + this
        + ": the change was not written, and what was there before is intact. Make room on that"
        + " file system and try again.";
  }

  private String diskFailed(SQLiteErrorCode error) {
    return "the disk failed under the database "
        + this
        + " ("
        + error.name()
        + "): the change was not written. See the system's log.";
  }

  private String damaged() {
    return "the database "
        + this
        + " is damaged, or no database. With the server stopped, put back a copy of it, or move it"
        + " away together with its -wal and -shm files to begin with an empty one; savepoints and"
        + " kept code lie beside it and are not touched.";
  }

  /** SQLite calls a full disk an I/O error where it maps memory or makes its side files. */
  private boolean isFull() {
    try {
      return Files.getFileStore(path).getUsableSpace() < 64 * 1024;
    } catch (IOException e) {
      return false;
    }
  }

  private String writableWay() {
    return "the file and its directory have to be writable by user "
        + System.getProperty("user.name")
        + ", with room left on a file system that is not read-only.";
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
