package dev.drey.storage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Operation;
import dev.drey.core.model.Operation.State;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Secret;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL does that a file does not: it is elsewhere, and others can reach it too. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Application CLICKS =
      new Application(
          new ApplicationId("us-east-1", "000000000000", new ApplicationName("clicks")),
          "uid1",
          Optional.empty(),
          NOON,
          NOON,
          1,
          0,
          Map.of(),
          Optional.empty(),
          "03:00",
          Ready.NEW,
          0);
  private static final Version FIRST =
      Version.first(Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "role"), NOON);

  private static RealPostgres postgres;

  private PostgresAddress address;

  @BeforeAll
  static void start() {
    postgres = RealPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void makeDatabase() throws SQLException {
    address = address(postgres.database());
  }

  @Test
  void what_was_written_is_there_when_it_is_opened_again() {
    try (Database database = Database.open(address, "one")) {
      new SqlApplications(database).create(CLICKS, FIRST);
    }

    try (Database database = Database.open(address, "two")) {
      assertThat(new SqlApplications(database).find(CLICKS.id())).contains(CLICKS);
      assertThat(new SqlApplications(database).version(CLICKS.id(), 1)).contains(FIRST);
    }
  }

  @Test
  void what_is_migrated_is_known_to_be() throws SQLException {
    Database.open(address, "one").close();

    var source = new PostgresServer(address, "two").source();

    assertThat(new Migrations("it", source, new Scripts("postgresql")).areApplied()).isTrue();
  }

  @Test
  void a_second_server_is_refused_and_told_who_has_it() {
    try (Database first = Database.open(address, "pid 4711")) {
      assertThatThrownBy(() -> Database.open(address, "the second"))
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("the database " + address.url() + " is owned by another server")
          .hasMessageContaining("pid 4711 at 127.0.0.1");

      assertThat(new SqlApplications(first).create(CLICKS, FIRST)).isTrue();
    }
  }

  @Test
  void a_lost_connection_heals_by_itself() throws SQLException {
    try (Database database = Database.open(address, "one")) {
      var applications = new SqlApplications(database);
      applications.create(CLICKS, FIRST);

      postgres.cut(address.url());

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(found(applications)).contains(CLICKS));
      assertThat(applications.replace(CLICKS, CLICKS, Records.NONE)).isTrue();
      await()
          .alias("the lock is held again")
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(locks()).isEqualTo(1));
    }
  }

  /** Only ever what was promised for trouble that passes. */
  private static Optional<Application> found(SqlApplications applications) {
    try {
      return applications.find(CLICKS.id());
    } catch (Unavailable e) {
      assertThat(e).hasMessageContaining("was lost or cannot be reached");
      return Optional.empty();
    }
  }

  private long locks() throws SQLException {
    try (var connection = new PostgresServer(address, "test").source().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void who_was_cut_off_and_replaced_writes_no_more() throws SQLException {
    try (Database first = Database.open(address, "the first")) {
      new SqlApplications(first).create(CLICKS, FIRST);

      try (Database second = second()) {
        var late = new SqlApplications(first);

        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThatThrownBy(() -> late.replace(CLICKS, CLICKS, Records.NONE))
                        .isInstanceOf(Unavailable.class)
                        .hasMessageContaining("was taken by another server"));
        assertThat(new SqlApplications(second).find(CLICKS.id())).contains(CLICKS);
        assertThat(new SqlApplications(second).replace(CLICKS, CLICKS, Records.NONE)).isTrue();
      }
    }
  }

  /** Ends the sessions of the first until the second has won the lock. */
  private Database second() throws SQLException {
    for (int tries = 0; tries < 20; tries++) {
      postgres.cut(address.url());
      try {
        return Database.open(address, "the second");
      } catch (Unavailable e) {
        assertThat(e).hasMessageContaining("the first");
      }
    }
    throw new AssertionError("the lock could not be taken");
  }

  @Test
  void the_one_character_it_cannot_hold_is_replaced() {
    try (Database database = Database.open(address, "one")) {
      var applications = new SqlApplications(database);
      applications.create(CLICKS, FIRST);
      OperationId id = new OperationId("op1");
      Operation failed =
          Operation.begun(id, "StartApplication", NOON)
              .ended(State.FAILED, NOON, Optional.of("a\0b"), Optional.empty());

      assertThat(applications.replace(CLICKS, CLICKS, Records.of(failed))).isTrue();

      assertThat(applications.operation(CLICKS.id(), id).orElseThrow().failure())
          .contains("a\uFFFDb");
    }
  }

  @Test
  void a_server_that_is_not_there_is_named() {
    var nowhere = new PostgresAddress("jdbc:postgresql://127.0.0.1:1/drey", user("drey"), none());

    assertThatThrownBy(() -> Database.open(nowhere, "one"))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the database jdbc:postgresql://127.0.0.1:1/drey was lost or")
        .hasMessageContaining("See that it runs");
  }

  @Test
  void a_database_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Database.open(address(postgres.url("nothing")), "one"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("/nothing does not exist")
        .hasMessageContaining("createdb");
  }

  @Test
  void tables_of_somebody_else_are_left_alone() throws SQLException {
    try (var connection = new PostgresServer(address, "test").source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE invoices (id INTEGER)");
    }

    assertThatThrownBy(() -> Database.open(address, "one"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("holds tables that are not Drey's");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?user=u&password=hunter2",
        "jdbc:postgresql://h/d?sslpassword=hunter2",
        "jdbc:postgresql://u:hunter2@h/d"
      })
  void a_password_in_the_address_is_refused_and_not_repeated(String url) {
    assertThatThrownBy(() -> new PostgresAddress(url, none(), none()))
        .isInstanceOf(Refused.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_password_is_not_shown() {
    var secret = new PostgresAddress(address.url(), user("u"), Optional.of(new Secret("hunter2")));

    assertThat(secret.toString()).doesNotContain("hunter2");
  }

  static PostgresAddress address(String url) {
    return new PostgresAddress(url, user("postgres"), Optional.of(new Secret("postgres")));
  }

  private static Optional<String> user(String name) {
    return Optional.of(name);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
