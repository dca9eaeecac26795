package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidApplicationConfigurationException;

/** What unmodified jars read from {@code /etc/flink/application_properties.json}. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PropertiesIT {
  /** Sizes that no KPU has. */
  private static final Map<String, String> SET_APART =
      Map.of(
          "taskmanager.cpu.cores", "0.3",
          "taskmanager.memory.process.size", "1501m",
          "taskmanager.memory.managed.fraction", "0.123",
          "taskmanager.memory.task.off-heap.size", "33m",
          "jobmanager.memory.process.size", "801m");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    drey.up();
  }

  @AfterAll
  static void end() {
    drey.close();
  }

  @Test
  void each_of_two_applications_sees_its_own_whether_its_jar_bundles_the_class_or_not()
      throws Exception {
    drey.upload(Odometer.jarOfAll(folder), "bundled.jar");
    drey.upload(Odometer.jar(folder), "provided.jar");
    var bundled = new Odometer(drey, folder, "bundled");
    var provided = new Odometer(drey, folder, "provided");
    provided
        .application()
        .with("drey.flink.configuration", SET_APART)
        .with("drey.sizes", Map.of("taskmanager.disk.size", "1g"));

    String first = askStart(bundled, "bundled.jar", "red");
    String second = askStart(provided, "provided.jar", "blue");
    bundled.application().succeeds(first);
    provided.application().succeeds(second);

    for (String end : new String[] {"", ".task"}) {
      String ofBundled = mirrored(bundled, end);
      assertThat(ofBundled).contains("colour=red").contains("\"colour\":\"red\"");
      assertThat(ofBundled).doesNotContain("blue");
      String ofProvided = mirrored(provided, end);
      assertThat(ofProvided).contains("colour=blue").contains("\"colour\":\"blue\"");
      assertThat(ofProvided).doesNotContain("red");
      assertThat(source(ofBundled)).doesNotContain("aws-kinesisanalytics-runtime");
      assertThat(source(ofProvided)).contains("aws-kinesisanalytics-runtime");
    }
    assertThat(Path.of("/etc/flink/application_properties.json"))
        .as("what the machine itself has")
        .doesNotExist();
    new RealSize(drey, bundled.application()).isAsPlanned();
    new RealSize(drey, provided.application()).isAsPlanned();
    assertThat(drey.run("plan", "provided").output())
        .containsPattern("disk +1024 MiB +50 GiB")
        .contains("nothing stops it at the limit");
  }

  @Test
  void more_disk_than_there_is_is_refused_at_the_start() {
    drey.upload(Odometer.jar(folder), "vast.jar");
    Application vast =
        new Odometer(drey, folder, "vast")
            .application()
            .with("drey.sizes", Map.of("taskmanager.disk.size", "1000t"))
            .create("vast.jar");

    assertThatThrownBy(vast::askStart)
        .isInstanceOf(InvalidApplicationConfigurationException.class)
        .hasMessageContaining("vast is meant to take 1048576000 MiB of disk");
  }

  private static String askStart(Odometer odometer, String key, String colour) {
    Map<String, String> properties = new TreeMap<>(odometer.round(1));
    properties.put("colour", colour);
    properties.put("mirror", odometer.mirror().toString());
    return odometer.application().create(key, Application.Shape.SMALL, properties).askStart();
  }

  private static String mirrored(Odometer odometer, String end) throws IOException {
    Path file = Path.of(odometer.mirror() + end);
    await()
        .alias("what " + odometer.application().name() + " sees")
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(file).isNotEmptyFile());
    return Files.readString(file);
  }

  /** Where the class was found that reads properties. */
  private static String source(String mirrored) {
    return mirrored.lines().findFirst().orElseThrow();
  }
}
