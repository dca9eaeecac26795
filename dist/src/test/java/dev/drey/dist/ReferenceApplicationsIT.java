package dev.drey.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.demo.Topic;
import dev.drey.demo.bots.GeneratedInteractions;
import dev.drey.demo.bots.KinesisServer;
import dev.drey.demo.bots.WaysIn;
import dev.drey.sdk.files.ParquetRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What comes out of topic-enrichment and bot-tagging is what their input says, computed a second
 * way, each row once, whatever dies or changes half-way.
 */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceApplicationsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAKE = "lake";

  private static final Application.Shape SHAPE = new Application.Shape(2, Duration.ofMillis(500));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static DreyWithKafka here;

  @BeforeAll
  static void start() {
    // with state in the object store, jobs have its endpoint and key
    here =
        DreyWithKafka.up(
            folder,
            "--set",
            "drey.state.location=s3://" + LAKE + "/state",
            "--set",
            "drey.metrics.interval=1s");
    here.drey().objects().createBucket(request -> request.bucket(LAKE));
    for (String jar : List.of("topic-enrichment.jar", "bot-tagging.jar")) {
      here.drey().upload(Drey.distribution().resolve("apps").resolve(jar), jar);
    }
  }

  @AfterAll
  static void end() {
    if (here != null) {
      here.close();
    }
  }

  @Test
  void each_order_is_there_once_with_its_position() {
    var generated = new GeneratedOrders(4_000);
    Topic orders = here.topic("orders", 2);
    Topic positions = here.topic("positions", 2);
    Topic enriched = here.topic("enriched", 2);
    Topic letters = here.topic("order-letters", 1);
    Map<String, String> properties = kafka("enrichment", letters);
    properties.put("orders.topic", orders.name());
    properties.put("positions.topic", positions.name());
    properties.put("output.topic", enriched.name());
    properties.put("idle.after", "PT1H");
    var application =
        new Application(here.drey(), "enrichment", "topic-enrichment")
            .create("topic-enrichment.jar", SHAPE, properties)
            .start();

    orders.send(generated.orders(orders, 0, 0.5));
    positions.send(generated.positions(positions, 0, 0.5));
    awaitAtLeast("enriched orders", () -> enriched.read().size(), 1);
    killTaskManager(application);
    orders.send(generated.orders(orders, 0.5, 0.75));
    positions.send(generated.positions(positions, 0.5, 1));
    killJobManager(application);
    orders.send(List.of(new Topic.Sent(0, "junk".getBytes(UTF_8))));
    orders.send(generated.orders(orders, 0.75, 1));
    orders.send(generated.end(orders, true));
    positions.send(generated.end(positions, false));

    awaitAtLeast("enriched orders", () -> enriched.read().size(), generated.size());
    Map<String, Optional<Long>> written = new TreeMap<>();
    for (var record : enriched.read()) {
      JsonNode row = json(record.value());
      String id = row.required("order").required("id").asText();
      JsonNode time = row.required("position").path("time");
      var before = written.put(id, time.isNumber() ? Optional.of(time.asLong()) : Optional.empty());
      assertThat(before).as("order %s is there once", id).isNull();
    }
    assertThat(written).isEqualTo(generated.truth());
    assertThat(written.values()).anyMatch(Optional::isEmpty).anyMatch(Optional::isPresent);
    assertThat(letters.read()).hasSize(1);
    application.delete();
  }

  @Test
  void each_interaction_is_in_both_formats_once_with_its_tags() throws Exception {
    KinesisHere.needed();
    var byKafka = new GeneratedInteractions("app", 2_000);
    var byKinesis = new GeneratedInteractions("web", 2_000);
    Map<String, String> truth = new TreeMap<>(byKafka.truth());
    truth.putAll(byKinesis.truth());
    Topic input = here.topic("interactions", 2);
    Topic letters = here.topic("interaction-letters", 1);
    try (var kinesis = KinesisHere.start(folder.resolve("kinesis"))) {
      Map<String, String> properties = kafka("tagging", letters);
      properties.put("input.topic", input.name());
      properties.put("kinesis.stream", KinesisServer.STREAM);
      properties.put("kinesis.endpoint", kinesis.endpoint().toString());
      properties.put("output.json", "s3://" + LAKE + "/json");
      properties.put("output.parquet", "s3://" + LAKE + "/parquet");
      properties.put("rate.per.minute", Integer.toString(GeneratedInteractions.RATE));
      properties.put("honeypots", "/.env," + GeneratedInteractions.HONEYPOT);
      var application =
          new Application(here.drey(), "tagging", "bot-tagging")
              .with("kinesis", KinesisServer.CREDENTIALS)
              .create("bot-tagging.jar", SHAPE, properties)
              .start();

      var ways = new WaysIn(input, kinesis);
      ways.send(byKafka.half(1), byKinesis.half(1));
      awaitAtLeast("interactions in files", () -> jsonRows().size(), 1);
      isMeasured(application, input, byKafka.half(1).size(), byKinesis.half(1).size());
      properties.put("agents.kept", "20000");
      application.update(properties);
      ways.send(byKafka.half(2), byKinesis.half(2));
      killTaskManager(application);
      input.send(List.of(new Topic.Sent(0, "junk".getBytes(UTF_8))));
      kinesis.put(List.of(new KinesisServer.Sent("any", "{}".getBytes(UTF_8))));

      awaitAtLeast("interactions in files", () -> jsonRows().size(), truth.size());
      awaitAtLeast("interactions in Parquet", () -> parquetRows().size(), truth.size());
      assertThat(once(jsonRows())).isEqualTo(truth);
      assertThat(once(parquetRows())).isEqualTo(truth);
      awaitAtLeast("dead letters", () -> letters.read().size(), 2);
      assertThat(letters.read())
          .extracting(record -> new String(record.headers().lastHeader("reason").value(), UTF_8))
          .containsExactlyInAnyOrder("unreadable", "missingId");
      application.delete();
    }
  }

  /** All that its two sources and it itself tell, with what is known of its input. */
  private static void isMeasured(Application application, Topic input, int byKafka, int byKinesis) {
    String topic = ",topic=\"" + input.name() + "\"";
    String stream = ",stream=\"" + KinesisServer.STREAM + "\"";
    await("all of it was read and committed, and is told")
        .atMost(Drey.PATIENCE)
        .untilAsserted(
            () -> {
              var told = new Told(here.drey().page("/metrics"), application.name());
              assertThat(told.value("interactions", "")).contains(0.0 + byKafka + byKinesis);
              assertThat(told.value("committedoffsets", topic)).contains(0.0 + byKafka);
              assertThat(told.value("currentoffsets", topic)).isPresent();
              assertThat(told.value("commits_succeeded", "")).get(DOUBLE).isPositive();
              assertThat(told.value("commits_failed", "")).contains(0.0);
              assertThat(told.value("records_lag_max", "")).get(DOUBLE).isNotNegative();
              assertThat(told.value("bytes_consumed_rate", "")).isPresent();
              assertThat(told.value("millis_behind_latest", stream)).contains(0.0);
            });
  }

  private static Map<String, String> kafka(String name, Topic letters) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("bootstrap.servers", here.kafka().bootstrapServers());
    properties.put("dead.letter.topic", letters.name());
    properties.put("group.id", name);
    properties.put("transactional.id.prefix", name);
    return properties;
  }

  private static void killTaskManager(Application application) {
    Jvm before = application.jvm("taskmanager");
    before.kill();
    application.awaitAnother("taskmanager", before);
  }

  private static void killJobManager(Application application) {
    Jvm before = application.jvm("jobmanager");
    before.kill();
    application.awaitAnother("jobmanager", before);
  }

  private static void awaitAtLeast(String what, Supplier<Integer> seen, int wanted) {
    await()
        .alias(wanted + " " + what)
        .atMost(Drey.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(seen.get()).isGreaterThanOrEqualTo(wanted));
  }

  /** Rows by id; no id is there twice. */
  private static Map<String, String> once(List<Row> rows) {
    Map<String, String> byId = new TreeMap<>();
    for (Row row : rows) {
      assertThat(byId.put(row.id(), row.text())).as("%s is there once", row.id()).isNull();
    }
    return byId;
  }

  /** What was written of an interaction; it lies in the folder of its own hour. */
  private record Row(String id, String text) {
    static Row of(String key, String id, String user, long time, boolean bot, String reasons) {
      assertThat(key)
          .contains(
              DateTimeFormatter.ofPattern("'/date='uuuu-MM-dd'/hour='HH'/'")
                  .withZone(ZoneOffset.UTC)
                  .format(Instant.ofEpochMilli(time)));
      assertThat(bot).isEqualTo(!reasons.isEmpty());
      return new Row(id, GeneratedInteractions.row(user, time, reasons));
    }
  }

  private static List<Row> jsonRows() {
    List<Row> rows = new ArrayList<>();
    for (String key : finished("json/", ".json")) {
      for (String line : new String(content(key), UTF_8).lines().toList()) {
        JsonNode row = json(line.getBytes(UTF_8));
        rows.add(
            Row.of(
                key,
                row.required("id").asText(),
                row.required("user").asText(),
                row.required("time").asLong(),
                row.required("bot").asBoolean(),
                row.required("reasons").asText()));
      }
    }
    return rows;
  }

  private static List<Row> parquetRows() {
    List<Row> rows = new ArrayList<>();
    for (String key : finished("parquet/", ".parquet")) {
      try {
        for (Group row : ParquetRows.of(content(key))) {
          rows.add(
              Row.of(
                  key,
                  row.getString("id", 0),
                  row.getString("user", 0),
                  row.getLong("time", 0),
                  row.getBoolean("bot", 0),
                  row.getString("reasons", 0)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rows;
  }

  /** What a sink has not finished yet has another name. */
  private static List<String> finished(String prefix, String suffix) {
    return here
        .drey()
        .objects()
        .listObjectsV2Paginator(request -> request.bucket(LAKE).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .filter(key -> key.endsWith(suffix))
        .toList();
  }

  private static byte[] content(String key) {
    return here.drey()
        .objects()
        .getObjectAsBytes(request -> request.bucket(LAKE).key(key))
        .asByteArray();
  }

  private static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
