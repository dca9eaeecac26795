package dev.drey.storage.database;

import dev.drey.core.model.Unavailable;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A database that can be used, with what differs from the other ones; its text names it. */
sealed interface Engine permits SqliteFile, PostgresServer {

  /** The folder with the migrations that only databases of this kind understand. */
  String kind();

  /** Connections to it, each a new one. */
  DataSource source();

  /** How many connections are kept. */
  int connections();

  /**
   * Sees that it can be used.
   *
   * @throws Unavailable if not; the message says the way out
   */
  void probe();

  /**
   * Takes it for this process, before anything in it is changed. What is returned gives it back.
   *
   * @throws Unavailable if another server has it
   */
  Ownership own();

  /** Writes, when it is this writer's turn. */
  <T> T inTurn(Supplier<T> work);

  /** What an error means to who runs the server; empty where it is a mistake of ours. */
  Optional<Unavailable> trouble(Throwable error);

  /** That a database is written by one server only. */
  interface Ownership extends AutoCloseable {
    /** Writes down who owns it, now that it has its tables. */
    void sign();

    /** Begins a transaction that writes. */
    void check(Handle handle);

    @Override
    void close();
  }
}
