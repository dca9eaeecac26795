package dev.drey.storage.database;

import dev.drey.core.model.ApplicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.SqlStatement;

/** What the tables have in common: whose a row is, and values that may be absent. */
final class Columns {
  private Columns() {}

  static <S extends SqlStatement<S>> S bindId(S statement, ApplicationId id) {
    return statement
        .bind("region", id.region())
        .bind("account", id.account())
        .bind("application", id.name().value());
  }

  /** Anybody's text. PostgreSQL holds every character but U+0000; nobody misses that one. */
  static Optional<String> free(Optional<String> text) {
    return text.map(it -> it.replace('\u0000', '\uFFFD'));
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static OptionalInt number(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.parse(row.getString(column));
  }
}
