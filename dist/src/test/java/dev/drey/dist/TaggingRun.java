package dev.drey.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.dist.Interactions.Interaction;
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
  private final KinesisProcess kinesis;
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
      KinesisProcess kinesis) {
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
    properties.put("kinesis.stream", KinesisProcess.STREAM);
    properties.put("kinesis.endpoint", kinesis.endpoint().toString());
    properties.put("output.json", "s3://" + LAKE + "/" + name + "/json");
    properties.put("output.parquet", "s3://" + LAKE + "/" + name + "/parquet");
    properties.put("rate.per.minute", Integer.toString(Interactions.RATE));
    properties.put("honeypots", "/.env," + Interactions.HONEYPOT);
    this.application =
        new Application(here.drey(), name, "bot-tagging")
            .with("kinesis", KinesisProcess.CREDENTIALS);
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
    send(byKafka.part(from, to), input, byKinesis.part(from, to), kinesis);
  }

  static void send(
      List<Interaction> byKafka, Topic topic, List<Interaction> byKinesis, KinesisProcess kinesis)
      throws IOException, InterruptedException {
    topic.send(
        byKafka.stream()
            .map(each -> new Topic.Sent(topic.partitionOf(each.user()), each.protobuf()))
            .toList());
    kinesis.put(
        byKinesis.stream()
            .map(each -> new KinesisProcess.Sent(each.user(), each.json().getBytes(UTF_8)))
            .toList());
  }

  void awaitSome() {
    Drey.awaitAtLeast("interactions in files", () -> jsonRows().size(), 1);
  }

  /** Goes on with another version, which differs in what does not matter to the output. */
  void update() {
    properties.put("agents.kept", "20000");
    application.update(properties);
  }

  /** Sends what is no interaction either way; waits for everything, and compares. */
  void comesOut() throws IOException, InterruptedException {
    input.send(List.of(new Topic.Sent(0, "junk".getBytes(UTF_8))));
    kinesis.put(List.of(new KinesisProcess.Sent("any", "{}".getBytes(UTF_8))));

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
