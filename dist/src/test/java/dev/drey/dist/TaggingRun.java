package dev.drey.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.demo.Topic;
import dev.drey.demo.bots.Interactions;
import dev.drey.demo.bots.KinesisServer;
import dev.drey.demo.bots.WaysIn;
import dev.drey.sdk.files.ParquetRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bot-tagging with a topic and files of its own, from its first start to its last row. */
final class TaggingRun {
  /** Where the files go; the server's own state lies there, so that jobs have the key to it. */
  static final String LAKE = "lake";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Application.Shape SHAPE = new Application.Shape(2, Duration.ofMillis(500));

  private final DreyWithKafka here;
  private final String name;
  private final Interactions byKafka;
  private final Interactions byKinesis;
  private final KinesisServer kinesis;
  private final Topic input;
  private final Topic letters;
  private final Map<String, String> truth;
  private final Map<String, String> properties;
  private final Application application;

  /** No user comes by both ways. */
  TaggingRun(
      DreyWithKafka here,
      String name,
      Interactions byKafka,
      Interactions byKinesis,
      KinesisServer kinesis) {
    this.here = here;
    this.name = name;
    this.byKafka = byKafka;
    this.byKinesis = byKinesis;
    this.kinesis = kinesis;
    this.input = here.topic(name + "-interactions", 2);
    this.letters = here.topic(name + "-letters", 1);
    this.truth = new TreeMap<>(byKafka.truth());
    truth.putAll(byKinesis.truth());
    this.properties = here.kafkaProperties(name, letters);
    properties.put("input.topic", input.name());
    properties.put("kinesis.stream", KinesisServer.STREAM);
    properties.put("kinesis.endpoint", kinesis.endpoint().toString());
    properties.put("output.json", "s3://" + LAKE + "/" + name + "/json");
    properties.put("output.parquet", "s3://" + LAKE + "/" + name + "/parquet");
    properties.put("rate.per.minute", Integer.toString(Interactions.RATE));
    properties.put("honeypots", "/.env," + Interactions.HONEYPOT);
    this.application =
        new Application(here.drey(), name, "bot-tagging")
            .with("kinesis", KinesisServer.CREDENTIALS);
  }

  Application application() {
    return application;
  }

  /** What has to be written, by id. */
  Map<String, String> truth() {
    return truth;
  }

  TaggingRun begin() {
    application.create("bot-tagging.jar", SHAPE, properties).start();
    return this;
  }

  void send(double from, double to) throws IOException, InterruptedException {
    new WaysIn(input, kinesis).send(byKafka.part(from, to), byKinesis.part(from, to));
  }

  void awaitSome() {
    Drey.awaitAtLeast("interactions in files", () -> jsonRows().size(), 1);
  }

  /** All that its two sources and it itself tell, with what is known of the input so far. */
  void isMeasured(double sent) {
    int kafka = byKafka.part(0, sent).size();
    int all = kafka + byKinesis.part(0, sent).size();
    String topic = ",topic=\"" + input.name() + "\"";
    String stream = ",stream=\"" + KinesisServer.STREAM + "\"";
    await("all of it was read and committed, and is told")
        .atMost(Drey.PATIENCE)
        .untilAsserted(
            () -> {
              var told = new Told(here.drey().page("/metrics"), application.name());
              assertThat(told.value("interactions", "")).contains(0.0 + all);
              assertThat(told.value("committedoffsets", topic)).contains(0.0 + kafka);
              assertThat(told.value("currentoffsets", topic)).isPresent();
              assertThat(told.value("commits_succeeded", "")).get(DOUBLE).isPositive();
              assertThat(told.value("commits_failed", "")).isPresent();
              assertThat(told.value("records_lag_max", "")).get(DOUBLE).isNotNegative();
              assertThat(told.value("bytes_consumed_rate", "")).isPresent();
              assertThat(told.value("millis_behind_latest", stream)).contains(0.0);
            });
  }

  /** Goes on with another version, which differs in what does not matter to the output. */
  void update() {
    properties.put("agents.kept", "20000");
    application.update(properties);
  }

  /** Sends what is no interaction either way; waits for everything, and compares. */
  void comesOut() throws IOException, InterruptedException {
    input.send(List.of(new Topic.Sent(0, "junk".getBytes(UTF_8))));
    kinesis.put(List.of(new KinesisServer.Sent("any", "{}".getBytes(UTF_8))));

    Drey.awaitAtLeast("interactions in files", () -> jsonRows().size(), truth.size());
    Drey.awaitAtLeast("interactions in Parquet", () -> parquetRows().size(), truth.size());
    assertThat(once(jsonRows())).isEqualTo(truth);
    assertThat(once(parquetRows())).isEqualTo(truth);
    Drey.awaitAtLeast("dead letters", () -> letters.read().size(), 2);
    assertThat(letters.read())
        .extracting(record -> new String(record.headers().lastHeader("reason").value(), UTF_8))
        .containsExactlyInAnyOrder("unreadable", "missingId");
    application.delete();
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
    private static final DateTimeFormatter FOLDER =
        DateTimeFormatter.ofPattern("'/date='uuuu-MM-dd'/hour='HH'/'").withZone(ZoneOffset.UTC);

    static Row of(String key, String id, String user, long time, boolean bot, String reasons) {
      assertThat(key).contains(FOLDER.format(Instant.ofEpochMilli(time)));
      assertThat(bot).isEqualTo(!reasons.isEmpty());
      return new Row(id, Interactions.row(user, time, reasons));
    }
  }

  private List<Row> jsonRows() {
    List<Row> rows = new ArrayList<>();
    for (String key : finished("/json/", ".json")) {
      for (String line : new String(content(key), UTF_8).lines().toList()) {
        JsonNode row = json(line);
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

  private List<Row> parquetRows() {
    List<Row> rows = new ArrayList<>();
    for (String key : finished("/parquet/", ".parquet")) {
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
  private List<String> finished(String folder, String suffix) {
    return here
        .drey()
        .objects()
        .listObjectsV2Paginator(request -> request.bucket(LAKE).prefix(name + folder))
        .contents()
        .stream()
        .map(S3Object::key)
        .filter(key -> key.endsWith(suffix))
        .toList();
  }

  private byte[] content(String key) {
    return here.drey()
        .objects()
        .getObjectAsBytes(request -> request.bucket(LAKE).key(key))
        .asByteArray();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
