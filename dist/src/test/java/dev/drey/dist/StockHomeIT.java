package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Applications run on a Flink that somebody else put together. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class StockHomeIT {
  private static final String NAMED = "drey.stock.flink";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void a_job_runs_is_updated_and_stops_on_a_stock_distribution() {
    Path stock = stock();
    try (var drey = new Drey(folder.resolve("home"))) {
      drey.up("--set", "drey.runtimes.FLINK-1_20.home=" + stock);
      drey.upload(Odometer.jarOfAll(folder), Odometer.KEY);
      var odometer = new Odometer(drey, folder, "stock").run();
      for (String role : new String[] {"jobmanager", "taskmanager"}) {
        long pid = odometer.application().jvm(role).pid();
        assertThat(CommandLines.of(pid)).contains(stock + "/lib/flink-dist-");
      }

      odometer.application().update(odometer.round(2));
      odometer.counts(2);
      odometer.application().stop();

      assertThat(odometer.application().snapshots()).isNotEmpty();
      odometer.neverLostItsState();
      drey.down();
    }
  }

  /** What the benchmarks fetch, or another that is named. */
  private static Path stock() {
    Path home =
        Path.of(
                System.getProperty(
                    NAMED,
                    System.getProperty("drey.checkout", "..") + "/bench/target/cache/flink-1.20.5"))
            .toAbsolutePath()
            .normalize();
    boolean there = Files.isDirectory(home.resolve("lib"));
    if (!there) {
      System.err.println(
          "LEFT OUT: no stock distribution of Flink 1.20 in "
              + home
              + "; ./drey bench fetches one, -D"
              + NAMED
              + " names another");
    }
    assumeTrue(there, "no stock distribution in " + home);
    return home;
  }
}
