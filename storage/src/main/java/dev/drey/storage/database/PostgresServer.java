package dev.drey.storage.database;

import com.zaxxer.hikari.util.DriverDataSource;
import dev.drey.core.model.Secret;
import dev.drey.core.model.Unavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A database on a PostgreSQL server: how it is reached, and what its errors mean. All that is
 * PostgreSQL's alone is here and in {@link PostgresOwnership}.
 */
final class PostgresServer implements Engine {
  private static final String DRIVER = "org.postgresql.Driver";
  private static final int CONNECTIONS = 10;
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 30;

  private final PostgresAddress address;
  private final String owner;

  PostgresServer(PostgresAddress address, String owner) {
    this.address = address;
    this.owner = owner;
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public int connections() {
    return CONNECTIONS;
  }

  /** A server that does not answer any more counts as lost, unless the URL knows better. */
  @Override
  public DataSource source() {
    var options = new Properties();
    option(options, "connectTimeout", Integer.toString(CONNECT_SECONDS));
    option(options, "socketTimeout", Integer.toString(ANSWER_SECONDS));
    option(options, "tcpKeepAlive", "true");
    option(options, "ApplicationName", "drey");
    return new DriverDataSource(
        address.url(),
        DRIVER,
        options,
        address.user().orElse(null),
        address.password().map(Secret::value).orElse(null));
  }

  private void option(Properties options, String name, String value) {
    if (!address.says(name)) {
      options.setProperty(name, value);
    }
  }

  @Override
  public void probe() {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
      if (connection.getSchema() == null) {
        throw new Unavailable(
            "the database "
                + this
                + " has no schema for this user; make one, or name it in the URL"
                + " with currentSchema=");
      }
      if (!encoding.next() || !encoding.getString(1).equals("UTF8")) {
        throw new Unavailable(
            "the database " + this + " cannot hold every character; make one with ENCODING 'UTF8'");
      }
    } catch (SQLException e) {
      throw trouble(e)
          .orElseGet(() -> new Unavailable("the database " + this + " cannot be opened: " + e, e));
    }
  }

  @Override
  public Ownership own() {
    return PostgresOwnership.take(this, owner);
  }

  /** Those who write to different applications do not meet, and each has a connection. */
  @Override
  public <T> T inTurn(Supplier<T> work) {
    return work.get();
  }

  @Override
  public Optional<Unavailable> trouble(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      Optional<String> meaning = meaning(each);
      if (meaning.isPresent()) {
        return Optional.of(new Unavailable("the database " + this + " " + meaning.get(), error));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> meaning(Throwable error) {
    if (error instanceof SQLTransientConnectionException && error.getCause() == null) {
      return Optional.of("has no connection free: it is slow, or busy. Try again.");
    }
    return error instanceof SQLException answer && answer.getSQLState() != null
        ? meaning(answer.getSQLState(), String.valueOf(answer.getMessage()))
        : Optional.empty();
  }

  /** By class of error, or by the error where a class says too little. */
  private static Optional<String> meaning(String state, String message) {
    String said = " (" + message.strip() + "): ";
    return switch (state.substring(0, 2)) {
      case "08", "57" ->
          Optional.of(
              "was lost or cannot be reached"
                  + said
                  + "whether a change under way was written is not known. See that it runs; it is"
                  + " tried again with every request.");
      case "53", "58" ->
          Optional.of("lacks room or connections" + said + "make room there, and try again.");
      case "28" ->
          Optional.of(
              "refuses the user"
                  + said
                  + "see drey.database.user and drey.database.password-file.");
      case "3D" -> Optional.of("does not exist" + said + "make it with createdb.");
      case "40" -> Optional.of("ended a change in favour of another" + said + "try again.");
      default ->
          switch (state) {
            case "42501" ->
                Optional.of("refuses this user" + said + "its user has to own the tables.");
            case "25006" ->
                Optional.of("cannot be written" + said + "it is a standby, or was set so.");
            default -> Optional.empty();
          };
    };
  }

  @Override
  public String toString() {
    return address.shown();
  }
}
