package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UpdateApplicationRequest;

/** An application of the zip {@link PythonZip#counting}, and what it has written down. */
final class CountingInPython {
  /** By hand, {@code -Ddrey.python.runtime=FLINK-2_3} runs them on that one. */
  private static final String RUNTIME = System.getProperty("drey.python.runtime", "FLINK-1_20");

  private final Drey drey;
  private final Application application;
  private final Path out;

  /**
   * @param folder for its output
   */
  CountingInPython(Drey drey, String name, Path folder) {
    this.drey = drey;
    this.application = new Application(drey, name, "python-job");
    this.out = folder.resolve(name + ".out");
  }

  Application application() {
    return application;
  }

  /**
   * Creates it.
   *
   * @param flink its Flink options
   * @param properties what its script reads
   */
  CountingInPython create(String key, Map<String, String> flink, Map<String, String> properties) {
    application.create(
        key,
        Application.Shape.SMALL,
        properties,
        request ->
            request
                .runtimeEnvironment(RUNTIME)
                .applicationConfiguration(
                    request.build().applicationConfiguration().toBuilder()
                        .environmentProperties(it -> it.propertyGroups(groups(flink, properties)))
                        .build()));
    return this;
  }

  /**
   * Asks for a version with other properties; where it runs, what this comes to is an operation.
   */
  String askUpdate(Map<String, String> flink, Map<String, String> properties) {
    UpdateApplicationRequest request =
        UpdateApplicationRequest.builder()
            .applicationName(application.name())
            .currentApplicationVersionId(application.describe().applicationVersionId())
            .applicationConfigurationUpdate(
                update ->
                    update.environmentPropertyUpdates(
                        it -> it.propertyGroups(groups(flink, properties))))
            .build();
    return drey.flink().updateApplication(request).operationId();
  }

  private List<PropertyGroup> groups(Map<String, String> flink, Map<String, String> properties) {
    Map<String, String> options = new TreeMap<>(flink);
    options.put("python.fn-execution.bundle.size", "20");
    Map<String, String> all = new TreeMap<>(properties);
    all.put("out", out.toString());
    return List.of(
        group(
            "kinesis.analytics.flink.run.options", Map.of("python", "main.py", "pyFiles", "dep/")),
        group("drey.flink.configuration", options),
        group("python-job", all));
  }

  private static PropertyGroup group(String id, Map<String, String> properties) {
    return PropertyGroup.builder().propertyGroupId(id).propertyMap(properties).build();
  }

  /**
   * A line that it wrote.
   *
   * @param process that has counted
   * @param folder what is in its working folder
   */
  record Line(String round, String key, long count, long process, String folder) {
    static Line of(String text) {
      String[] words = text.split(" ", 5);
      return new Line(
          words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3]), words[4]);
    }
  }

  List<Line> lines() {
    try (Stream<String> lines = Files.lines(out)) {
      return lines.map(Line::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Line last() {
    List<Line> lines = lines();
    return lines.get(lines.size() - 1);
  }

  void awaitCount(String round, int least) {
    await()
        .alias("counts of round " + round + " of " + application.name())
        .atMost(Drey.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () ->
                assertThat(lines())
                    .anyMatch(line -> line.round().equals(round) && line.count() >= least));
  }

  /** Each key's first number is counted once, whatever it was restored from. */
  void hasCountedOn() {
    assertThat(lines()).filteredOn(line -> line.count() == 1).hasSize(3);
  }
}
