package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationRequest;

/** An application in Python, from its zip on. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonIT {
  private static final String NAMED = "drey.python";
  private static final String KEY = "counting.zip";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  @BeforeAll
  static void start() {
    Path environments = environments();
    drey = new Drey(folder.resolve("home"));
    drey.up("--set", "drey.python.home=" + environments);
    drey.upload(PythonZip.counting().at(folder.resolve(KEY)), KEY);
  }

  @AfterAll
  static void end() {
    if (drey != null) {
      drey.close();
    }
  }

  @Test
  void it_counts_on_over_a_killed_worker_an_update_and_a_refused_change_of_mode() {
    Application application = create("counting", KEY, Map.of("round", "1")).start();
    awaitCount("1", 100);
    awaitCheckpoint(application);
    assertThat(lines()).allSatisfy(line -> assertThat(line).endsWith("[]"));

    long worker = worker();
    Drey.signal("KILL", worker);
    await()
        .alias("another worker")
        .atMost(Drey.PATIENCE)
        .untilAsserted(
            () -> assertThat(lines().get(lines().size() - 1)).doesNotContain(" " + worker + " "));

    String refused =
        application.fails(askUpdate(application, Map.of("round", "2", "mode", "thread")));
    assertThat(refused).contains("python.execution-mode process").contains("counts");
    assertThat(application.status()).isEqualTo(ApplicationStatus.RUNNING);

    application.succeeds(askUpdate(application, Map.of("round", "3")));
    awaitCount("3", 0);
    application.stop();

    Drey.Ran verified = drey.run("snapshots", "verify", "counting");
    assertThat(verified.status()).as(verified.output()).isZero();
    assertThat(verified.output())
        .containsPattern(" good, .* files, .* bytes")
        .contains("not tried: whether Python can read the values that it wrote");

    assertThat(lines()).filteredOn(line -> line.split(" ", -1)[2].equals("1")).hasSize(3);
    await()
        .alias("nothing is left beside the server: no worker either")
        .atMost(Drey.PATIENCE)
        .until(() -> drey.processes().size() == 1);
  }

  @Test
  void what_main_raises_is_told_with_its_traceback() {
    Application application = create("raising", KEY, Map.of("round", "1", "fails", "in main"));

    String told = application.fails(application.askStart());

    assertThat(told)
        .contains("Traceback (most recent call last):")
        .contains("main.py\", line ")
        .contains("LookupError: no topic is configured");
    assertThat(drey.run("status").output()).contains("LookupError: no topic is configured");
    assertThat(application.status()).isEqualTo(ApplicationStatus.READY);
  }

  @Test
  void a_zip_that_cannot_run_is_refused_with_the_name_of_the_file() {
    Path other = PythonZip.counting().without("main.py").at(folder.resolve("no-script.zip"));
    drey.upload(other, "no-script.zip");
    Path missing =
        PythonZip.counting().with("main.py", "import nowhere\n").at(folder.resolve("missing.zip"));
    drey.upload(missing, "missing.zip");

    assertThatThrownBy(() -> create("no-script", "no-script.zip", Map.of()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("holds no main.py");
    assertThatThrownBy(() -> create("missing", "missing.zip", Map.of()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("main.py, which in line 1 imports nowhere");
  }

  private static Application create(String name, String key, Map<String, String> properties) {
    return new Application(drey, name, "python-job")
        .create(
            key,
            Application.Shape.SMALL,
            properties,
            request ->
                request.applicationConfiguration(
                    request.build().applicationConfiguration().toBuilder()
                        .environmentProperties(it -> it.propertyGroups(groups(properties)))
                        .build()));
  }

  private static String askUpdate(Application application, Map<String, String> properties) {
    Consumer<UpdateApplicationRequest.Builder> groups =
        request ->
            request.applicationConfigurationUpdate(
                update ->
                    update.environmentPropertyUpdates(it -> it.propertyGroups(groups(properties))));
    UpdateApplicationRequest.Builder request =
        UpdateApplicationRequest.builder()
            .applicationName(application.name())
            .currentApplicationVersionId(application.describe().applicationVersionId());
    groups.accept(request);
    return drey.flink().updateApplication(request.build()).operationId();
  }

  private static List<PropertyGroup> groups(Map<String, String> properties) {
    Map<String, String> all = new TreeMap<>(properties);
    all.put("out", out().toString());
    return List.of(
        PropertyGroup.builder()
            .propertyGroupId("kinesis.analytics.flink.run.options")
            .propertyMap(Map.of("python", "main.py", "pyFiles", "dep/"))
            .build(),
        PropertyGroup.builder()
            .propertyGroupId("drey.flink.configuration")
            .propertyMap(Map.of("python.fn-execution.bundle.size", "20"))
            .build(),
        PropertyGroup.builder().propertyGroupId("python-job").propertyMap(all).build());
  }

  private static Path out() {
    return folder.resolve("counts.out");
  }

  /** Round, key, count, worker, and what is in its folder. */
  private static List<String> lines() {
    try (Stream<String> lines = Files.lines(out())) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long worker() {
    return Long.parseLong(lines().get(lines().size() - 1).split(" ", -1)[3]);
  }

  private static void awaitCheckpoint(Application application) {
    await()
        .alias("a checkpoint")
        .atMost(Drey.PATIENCE)
        .untilAsserted(() -> assertThat(application.completeState()).isNotEmpty());
  }

  private static void awaitCount(String round, int least) {
    await()
        .alias("counts of round " + round)
        .atMost(Drey.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () ->
                assertThat(lines())
                    .anySatisfy(
                        line -> {
                          String[] words = line.split(" ", -1);
                          assertThat(words[0]).isEqualTo(round);
                          assertThat(Long.parseLong(words[2])).isGreaterThanOrEqualTo(least);
                        }));
  }

  /** Where {@code drey runtime install python} puts it, or what is named. */
  private static Path environments() {
    Path home =
        Path.of(System.getProperty(NAMED, System.getProperty("user.home") + "/.cache/drey/python"));
    boolean there =
        Files.isDirectory(home)
            && Jvm.children(home).stream()
                .anyMatch(each -> Files.exists(each.resolve("bin/python")));
    if (!there) {
      System.err.println(
          "LEFT OUT: there is no Python environment in "
              + home
              + "; 'drey runtime install python' makes one, -D"
              + NAMED
              + " names another place");
    }
    assumeTrue(there, "no Python environment in " + home);
    return home;
  }
}
