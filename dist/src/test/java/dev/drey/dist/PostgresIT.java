package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.storage.database.RealPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;

/** Servers whose applications are kept in a real PostgreSQL. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private RealPostgres postgres;
  private String database;
  private Drey drey;

  @BeforeEach
  void home() throws Exception {
    postgres = RealPostgres.start();
    database = postgres.database();
    drey = on(database, "home");
  }

  /** The database is one setting; with a password it is three. */
  private Drey on(String url, String home) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "postgres\n");
    Files.writeString(
        Files.createDirectories(folder.resolve(home)).resolve("drey.yaml"),
        """
        drey.database:
          url: %s
          user: postgres
          password-file: %s
        """
            .formatted(url, password));
    return new Drey(folder.resolve(home));
  }

  @AfterEach
  void end() {
    drey.close();
    postgres.close();
  }

  @Test
  void an_application_outlives_its_server_and_every_connection() throws Exception {
    drey.up().upload(Odometer.jar(folder), Odometer.KEY);
    var odometer = new Odometer(drey, folder, "clicks").run();
    List<Long> before = odometer.application().pids();

    drey.kill();
    drey.up();
    postgres.cut(database);

    odometer.application().awaitStatus(ApplicationStatus.RUNNING);
    assertThat(odometer.application().pids()).isEqualTo(before);
    secondServerIsRefused();
    odometer.application().stop();
    assertThat(odometer.application().snapshots()).hasSize(1);
    odometer.application().start();
    odometer.counts(1);
    odometer.neverLostItsState();
    assertThat(drey.home().resolve("drey.db")).doesNotExist();
  }

  private void secondServerIsRefused() throws Exception {
    Drey second = on(database, "second");
    try {
      Drey.Ran ran = second.run("up", "--port", "0");

      assertThat(ran.status()).isNotZero();
      assertThat(ran.output())
          .contains("the database " + database + " is owned by another server")
          .contains("of the home " + drey.home())
          .doesNotContain("Exception");
    } finally {
      second.close();
    }
  }
}
