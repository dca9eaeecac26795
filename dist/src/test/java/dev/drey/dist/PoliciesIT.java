package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;

/** What is declared with tags and property groups, on a real Flink. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PoliciesIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Drey drey;

  @BeforeAll
  static void start() {
    drey = new Drey(folder.resolve("home"));
    // The keeper is asked by hand, to know when; unsigned requests show what stands on the wire.
    drey.up("--auth", "none", "--set", "drey.keeper.enabled=false");
    drey.upload(Odometer.jar(folder), Odometer.KEY);
  }

  @AfterAll
  static void end() {
    drey.close();
  }

  @Test
  void options_and_policies_hold_from_create_to_update() throws IOException {
    var odometer = new Odometer(drey, folder, "declared");
    create(
        odometer,
        Map.of("heartbeat.timeout", "77 s", "taskmanager.memory.managed.fraction", "0.2"));
    tag(odometer, Map.of("drey:snapshots", "every 5m", "drey:snapshots.keep", "last 1"));
    odometer.application().start();
    odometer.counts(1);

    Drey.Ran config = drey.run("config", "declared");
    assertThat(config.output())
        .containsPattern("heartbeat\\.timeout +77 s +APPLICATION")
        .containsPattern("taskmanager\\.memory\\.managed\\.fraction +0\\.2 +APPLICATION")
        .containsPattern("parallelism\\.default +1 +API");
    assertThat(drey.run("plan", "declared").output())
        .contains("1 KPUs")
        .contains("taskmanager.memory.managed.fraction = 0.2");
    new RealSize(drey, odometer.application()).isAsPlanned();

    await() // it waits for a job that has just begun to run
        .atMost(Drey.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(drey.run("keeper", "--dry-run").output())
                    .contains("WOULD_TAKE   declared"));
    assertThat(drey.run("keeper", "--once").output()).contains("TAKEN        declared");
    assertThat(odometer.application().snapshots())
        .extracting(SnapshotDetails::snapshotName)
        .singleElement()
        .asString()
        .startsWith("drey-policy-");
    assertThat(drey.run("snapshots", "declared").output())
        .containsPattern("drey-policy-.*READY.*stays +not yet")
        .contains("snapshots = every 5m (a tag); snapshots.keep = last 1 (a tag)");
    assertThat(drey.run("snapshots", "verify", "declared").output())
        .containsPattern("drey-policy-.* good, .* files, .* bytes");
    assertThat(drey.run("snapshots", "declared").output())
        .containsPattern("Last proven good: drey-policy-");

    String update = odometer.application().askUpdate(odometer.round(2));
    odometer.application().succeeds(update);
    assertThat(
            odometer
                .application()
                .operation(update)
                .operationFailureDetails()
                .errorInfo()
                .errorString())
        .contains("left out the property group drey.flink.configuration");
    odometer.counts(2);
    assertThat(drey.run("config", "declared").output()).doesNotContain("77 s");
    odometer.application().stop();
    assertThat(drey.run("artifacts", "--dry-run").output())
        .contains("0 of them not needed any more");
    assertThat(drey.run("artifacts", "--state", "--dry-run").output())
        .as("snapshots are needed; what the checkpoints of a job that has ended leave is not")
        .doesNotContain("/snapshots/");
    assertThat(drey.run("plan", "declared", "--from-use").output())
        .contains("an hour at least is needed");

    assertThat(
            drey.run("export", "declared", "--as", "operator", "--state", "s3://bucket/declared")
                .output())
        .contains("kind: FlinkDeployment", "flinkVersion: v1_20")
        .contains("jarURI: s3://" + Drey.BUCKET + "/" + Odometer.KEY)
        .containsPattern("initialSavepointPath: s3://bucket/declared/initial/")
        .contains("aws s3 cp --recursive " + drey.home().resolve("state"));
  }

  @Test
  void what_leaves_for_AWS_comes_back_as_it_was() throws IOException {
    var odometer = new Odometer(drey, folder, "leaving");
    create(odometer, Map.of("heartbeat.timeout", "77 s"));
    tag(odometer, Map.of("drey:snapshots.keep", "last 3", "team", "web"));
    JsonNode leaving = described("leaving");
    Path description = Files.writeString(folder.resolve("leaving.json"), leaving.toString());
    Path tags = Files.writeString(folder.resolve("tags.json"), tags(leaving).toString());

    String[] command = {
      "import", description.toString(), "--tags", tags.toString(), "--name", "back"
    };
    assertThat(drey.run("import", description.toString(), "--name", "back", "--dry-run").output())
        .contains("\"ApplicationName\" : \"back\"")
        .contains("is kept and not assumed here");
    assertThat(drey.run("export", "back").status()).as("a rehearsal creates nothing").isNotZero();
    Drey.Ran imported = drey.run(command);
    assertThat(imported.output()).contains("back is created");
    isTheSame(leaving, described("back"));

    Path input = folder.resolve("input.json");
    assertThat(drey.run("export", "back", "--to", input.toString()).status()).isZero();
    new Application(drey, "back", Odometer.GROUP).delete();
    ask("CreateApplication", Files.readString(input));
    isTheSame(leaving, described("back"));
  }

  private static void isTheSame(JsonNode one, JsonNode other) {
    String configuration = "/ApplicationDetail/ApplicationConfigurationDescription";
    assertThat(other.at(configuration)).isEqualTo(one.at(configuration));
    assertThat(tags(other)).isEqualTo(tags(one));
  }

  private static JsonNode described(String application) {
    return ask("DescribeApplication", "{\"ApplicationName\": \"" + application + "\"}");
  }

  private static JsonNode tags(JsonNode described) {
    String arn = described.at("/ApplicationDetail/ApplicationARN").asText();
    return ask("ListTagsForResource", "{\"ResourceARN\": \"" + arn + "\"}");
  }

  private static JsonNode ask(String operation, String request) {
    HttpRequest asked =
        HttpRequest.newBuilder(URI.create(drey.endpoints().path("kinesisAnalytics").asText()))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "KinesisAnalytics_20180523." + operation)
            .POST(BodyPublishers.ofString(request))
            .build();
    try {
      HttpResponse<String> answer = HttpClient.newHttpClient().send(asked, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_cannot_be_meant_is_refused_when_it_is_said() {
    assertThatThrownBy(
            () ->
                create(
                    new Odometer(drey, folder, "wrong"),
                    Map.of("taskmanager.memory.managed.fracton", "0.2")))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("did you mean taskmanager.memory.managed.fraction?");

    var odometer = new Odometer(drey, folder, "unread");
    create(odometer, Map.of("pipeline.object-reuse", "true"));
    assertThatThrownBy(() -> tag(odometer, Map.of("drey:snapshots", "sometimes")))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("snapshots is 'sometimes'");
  }

  private static void create(Odometer odometer, Map<String, String> options) {
    List<PropertyGroup> groups = new ArrayList<>();
    groups.add(group(Odometer.GROUP, odometer.round(1)));
    groups.add(group("drey.flink.configuration", options));
    odometer
        .application()
        .create(
            Odometer.KEY,
            Application.Shape.SMALL,
            odometer.round(1),
            request -> {
              var configuration = request.build().applicationConfiguration().toBuilder();
              request.applicationConfiguration(
                  configuration
                      .environmentProperties(environment -> environment.propertyGroups(groups))
                      .build());
            });
  }

  private static PropertyGroup group(String id, Map<String, String> properties) {
    return PropertyGroup.builder().propertyGroupId(id).propertyMap(properties).build();
  }

  private static void tag(Odometer odometer, Map<String, String> tags) {
    String arn = odometer.application().describe().applicationARN();
    drey.flink()
        .tagResource(
            request ->
                request
                    .resourceARN(arn)
                    .tags(
                        tags.entrySet().stream()
                            .map(
                                tag ->
                                    software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag
                                        .builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                            .toList()));
  }
}
