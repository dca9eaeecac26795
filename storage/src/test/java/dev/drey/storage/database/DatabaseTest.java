package dev.drey.storage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.core.control.Applications.Logging;
import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Applications.Summary;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.LogPlace;
import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseTest {
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

  @TempDir private Path home;

  private Path file() {
    return home.resolve("new/drey.db");
  }

  @Test
  void what_was_written_is_there_when_it_is_opened_again() {
    try (Database database = Database.open(file())) {
      new SqlApplications(database).create(CLICKS, FIRST);
    }

    try (Database database = Database.open(file())) {
      assertThat(new SqlApplications(database).find(CLICKS.id())).contains(CLICKS);
      assertThat(new SqlApplications(database).version(CLICKS.id(), 1)).contains(FIRST);
    }
  }

  @Test
  void what_is_migrated_is_known_to_be() throws SQLException {
    Database.open(file()).close();

    var migrations = new Migrations("it", new SqliteFile(file()).source(), new Scripts("sqlite"));

    assertThat(migrations.areApplied()).isTrue();
  }

  @Test
  void what_an_earlier_version_wrote_is_listed_with_its_runtime_and_found_by_its_log_group()
      throws SQLException {
    var before = new SqliteFile(file());
    before.probe();
    Flyway.configure()
        .dataSource(before.source())
        .locations(new Scripts(before.kind()).locations())
        .target("6")
        .load()
        .migrate();
    try (Connection connection = before.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO applications (region, account, name, uid, created_at, updated_at, version, attempts, tags,
            maintenance_start, phase, revision)
          VALUES ('us-east-1', '000000000000', 'clicks', 'uid1', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z',
            1, 0, '{}', '03:00', '{"type":"Ready"}', 0)
          """);
      statement.execute(
          """
          INSERT INTO versions (region, account, application, number, configuration, created_at, rolled_back)
          VALUES ('us-east-1', '000000000000', 'clicks', 1, '%s', '2026-11-22T12:00:00Z', FALSE)
          """
              .formatted(
                  new StoredJson()
                      .write(
                          Configuration.class,
                          FIRST
                              .configuration()
                              .withLoggingOptions(
                                  List.of(
                                      new LoggingOption(
                                          "1.1",
                                          "arn:aws:logs:us-east-1:0:log-group:/team:log-stream:s"))))));
    }

    try (Database database = Database.open(file())) {
      assertThat(
              new SqlApplications(database).list("us-east-1", "000000000000", Optional.empty(), 10))
          .containsExactly(Summary.of(CLICKS, FIRST));
      assertThat(new SqlApplications(database).launched()).isEmpty();
      assertThat(new SqlApplications(database).logGroups("us-east-1", "000000000000"))
          .containsExactly("/team");
      assertThat(new SqlApplications(database).loggingTo("us-east-1", "000000000000", "/team"))
          .containsExactly(new Logging(CLICKS, new LogPlace("/team", "s")));
    }
  }

  @Test
  void what_was_written_is_there_for_others_while_it_is_open() throws IOException {
    Path copy = home.resolve("copy.db");
    try (Database database = Database.open(file())) {
      new SqlApplications(database).create(CLICKS, FIRST);

      Files.copy(file(), copy); // what a crash would leave: the file and its log
      Files.copy(Path.of(file() + "-wal"), Path.of(copy + "-wal"));
    }

    try (Database database = Database.open(copy)) {
      assertThat(new SqlApplications(database).find(CLICKS.id())).contains(CLICKS);
    }
  }

  @Test
  void nobody_else_may_read_it() throws IOException {
    Database.open(file()).close();

    assertThat(Files.getPosixFilePermissions(file())).hasSize(2);
  }

  @Test
  void a_file_that_is_no_database_is_named() throws IOException {
    Path file = Files.writeString(home.resolve("drey.db"), "no database ".repeat(1000));

    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the database " + file + " is damaged, or no database.")
        .hasMessageContaining("put back a copy");
    assertThat(file).hasContent("no database ".repeat(1000));
  }

  @Test
  void a_file_that_is_damaged_in_the_middle_is_named() throws IOException {
    try (Database database = Database.open(file())) {
      new SqlApplications(database).create(CLICKS, FIRST);
    }
    try (var bytes = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 1; page < bytes.length() / 4096; page++) {
        bytes.seek(page * 4096);
        bytes.write(new byte[] {77, 77, 77, 77, 77, 77, 77, 77});
      }
    }

    assertThatThrownBy(() -> Database.open(file()))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the database " + file() + " is damaged, or no database.");
  }

  @Test
  void a_file_that_cannot_be_opened_or_made_is_named() throws IOException {
    Path directory = Files.createDirectory(home.resolve("drey.db"));
    Path belowAFile = Files.createFile(home.resolve("home")).resolve("drey.db");

    assertThatThrownBy(() -> Database.open(directory))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the database " + directory + " cannot be written: ")
        .hasMessageContaining("writable by user");
    assertThatThrownBy(() -> Database.open(belowAFile))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the database " + belowAFile + " cannot be made ");
  }

  @Test
  void a_database_of_a_newer_version_is_left_alone() {
    try (Database database = Database.open(file())) {
      database.write(
          handle ->
              handle.execute(
                  """
                  INSERT INTO flyway_schema_history
                  SELECT 99, '99', 'from the future', type, script, checksum, installed_by, installed_on, 1, success
                  FROM flyway_schema_history WHERE version = '1'
                  """));
    }

    assertThatThrownBy(() -> Database.open(file()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining(
            "a newer one: this one does not know its migration 99 (from the future).");
  }

  @Test
  void a_database_that_may_not_grow_keeps_what_it_had_and_goes_on_when_it_may() {
    try (Database database = Database.open(file())) {
      var applications = new SqlApplications(database);
      applications.create(CLICKS, FIRST);
      limitPages(database, 60);

      Application full = fill(applications);

      assertThat(applications.find(CLICKS.id())).contains(full);
      assertThat(applications.operations(CLICKS.id())).hasSize((int) full.revision());
      limitPages(database, 100_000);
      assertThat(applications.replace(full, full, big(full))).isTrue();
    }
  }

  /** One connection, since this test has one thread. */
  private static void limitPages(Database database, int pages) {
    database.read(handle -> handle.execute("PRAGMA max_page_count = " + pages));
  }

  @Test
  void a_full_disk_keeps_what_was_there_and_opens_again() throws Exception {
    Path disk = Files.createDirectory(home.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
        "this user may not mount a small file system");
    try {
      Path file = disk.resolve("drey.db");
      Application full;
      try (Database database = Database.open(file)) {
        var applications = new SqlApplications(database);
        applications.create(CLICKS, FIRST);

        full = fill(applications);

        assertThat(applications.find(CLICKS.id())).contains(full);
      }
      takeTheRest(disk);
      assertThatThrownBy(() -> Database.open(disk.resolve("other.db")))
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("no space left for the database " + disk.resolve("other.db"));

      Files.delete(disk.resolve("rest"));
      try (Database database = Database.open(file)) {
        assertThat(new SqlApplications(database).find(CLICKS.id())).contains(full);
        assertThat(new SqlApplications(database).operations(CLICKS.id()))
            .hasSize((int) full.revision());
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void takeTheRest(Path disk) throws IOException {
    try (var out = Files.newOutputStream(disk.resolve("rest"))) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  /** Writes until it is refused. */
  private static Application fill(SqlApplications applications) {
    Application[] now = {CLICKS};
    assertThatThrownBy(
            () -> {
              while (true) {
                applications.replace(now[0], now[0], big(now[0]));
                now[0] = now[0].written();
              }
            })
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("no space left for the database ")
        .hasMessageContaining("what was there before is intact");
    return now[0];
  }

  private static Records big(Application application) {
    var operation =
        Operation.begun(new OperationId("op" + application.revision()), "StartApplication", NOON)
            .ended(
                Operation.State.FAILED, NOON, Optional.of("cause ".repeat(2000)), Optional.empty());
    return Records.of(operation);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
