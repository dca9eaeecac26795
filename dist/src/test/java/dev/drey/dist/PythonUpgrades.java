package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;

/**
 * An application in Python goes from Flink 1.20 to 2.3 with its state. Not part of the build, for
 * the environment of 2.3 is another 514 MB: {@code -Dit.test=PythonUpgrades} runs it.
 */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonUpgrades {
  private static final String KEY = "counting.zip";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    drey.up("--set", "drey.python.home=" + System.getProperty("user.home") + "/.cache/drey/python");
    drey.upload(PythonZip.counting().at(folder.resolve(KEY)), KEY);
  }

  @AfterAll
  static void end() {
    drey.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"process", "thread"})
  void it_counts_on(String mode) {
    var counting = new CountingInPython(drey, "counting-" + mode, folder);
    counting.create(KEY, Map.of("python.execution-mode", mode), Map.of("round", "1"));
    Application application = counting.application();
    application.start();
    counting.awaitCount("1", 100);
    await()
        .alias("a checkpoint")
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(application.completeState()).isNotEmpty());
    int before = counting.lines().size();

    application.succeeds(application.askRuntime("FLINK-2_3", Optional.empty(), any -> {}));

    assertThat(application.describe().runtimeEnvironmentAsString()).isEqualTo("FLINK-2_3");
    await()
        .alias("what it counts on 2.3")
        .atMost(Drey.PATIENCE)
        .until(() -> counting.lines().size() > before + 100);
    counting.hasCountedOn();
    assertThat(application.status()).isEqualTo(ApplicationStatus.RUNNING);
    application.delete();
  }
}
