package dev.drey.storage.database;

import dev.drey.core.model.Unavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;

/** Brings a database up to the tables of this version of Drey. */
final class Migrations {
  private static final String HISTORY = "flyway_schema_history";

  private final String database;
  private final DataSource source;
  private final Scripts scripts;

  /**
   * @param database what messages call it
   */
  Migrations(String database, DataSource source, Scripts scripts) {
    this.database = database;
    this.source = source;
    this.scripts = scripts;
  }

  /**
   * @throws Unavailable if another version of Drey did something to it that this one does not know,
   *     or it is somebody else's
   */
  void apply() throws SQLException {
    if (areApplied()) {
      return;
    }
    checkOurs();
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations(scripts.locations())
            .table(HISTORY)
            .ignoreMigrationPatterns("*:pending")
            .validateOnMigrate(false)
            .load();
    ValidateResult check = flyway.validateWithResult();
    if (!check.validationSuccessful) {
      throw new Unavailable(
          "the database "
              + database
              + " was written by another version of Drey, probably a newer one: this one does not"
              + " know its migration "
              + check.invalidMigrations.stream()
                  .map(Migrations::name)
                  .collect(Collectors.joining(", "))
              + ". Nothing was changed. Use the version of Drey that wrote it, or another home.",
          new FlywayException(check.getAllErrorMessages()));
    }
    flyway.migrate();
  }

  private static String name(ValidateOutput migration) {
    return migration.version + " (" + migration.description + ")";
  }

  private void checkOurs() throws SQLException {
    try (Connection connection = source.getConnection();
        ResultSet tables =
            connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
      Set<String> names = new TreeSet<>();
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
      if (!names.isEmpty() && !names.contains(HISTORY)) {
        throw new Unavailable(
            "the database "
                + database
                + " holds tables that are not Drey's ("
                + String.join(", ", names)
                + "). Nothing was changed. Give Drey a database of its own.");
      }
    }
  }

  /** Looked up without Flyway, which takes most of a second to come up. */
  boolean areApplied() throws SQLException {
    try (Connection connection = source.getConnection();
        ResultSet history =
            connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
      return history.next() && applied(connection).equals(scripts.versions());
    }
  }

  private static Set<String> applied(Connection connection) throws SQLException {
    Set<String> versions = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL")) {
      while (rows.next()) {
        versions.add(rows.getString(1));
      }
    }
    return versions;
  }
}
