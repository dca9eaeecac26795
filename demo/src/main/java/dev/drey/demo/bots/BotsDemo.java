package dev.drey.demo.bots;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.demo.DemoFailure;
import dev.drey.demo.Endpoints;
import dev.drey.demo.KafkaServer;
import dev.drey.demo.ManagedApplication;
import dev.drey.demo.ManagedApplication.Blueprint;
import dev.drey.demo.Pause;
import dev.drey.demo.Stillness;
import dev.drey.demo.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * Bot tagging in Python from start to end: the application created and started, interactions given
 * to Kafka and to Kinesis, an update while it runs, every one of them looked up in the files.
 */
final class BotsDemo {
  private static final String APPLICATION = "bot-tagging";
  private static final String FOLDER = "tagged";
  private static final String IN_FILES = "interactions in finished files";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration EACH = Duration.ofSeconds(2);

  /** What the zip that apps/bot-tagging-python/package makes is run with. */
  private static final Map<String, String> RUN_OPTIONS =
      Map.of("python", "main.py", "jarfile", "lib/pyflink-dependencies.jar", "pyFiles", "dep/");

  /** No interactions, with the reason for which each is rejected. */
  private static final Map<String, String> REJECTED =
      Map.of(
          "no JSON", "unreadable",
          "{}", "missingId",
          "{\"id\":\"x\",\"user\":\"u\",\"page\":\"/\",\"time\":7}", "invalidTimestamp");

  private final Endpoints endpoints;
  private final Path zip;
  private final Interactions byKafka;
  private final Interactions byKinesis;
  private final int interactions;
  private final PrintStream out;

  BotsDemo(Endpoints endpoints, Path zip, int interactions, PrintStream out) {
    this.endpoints = endpoints;
    this.zip = zip;
    this.byKafka = Interactions.generated("app", interactions / 2);
    this.byKinesis = Interactions.generated("web", interactions - interactions / 2);
    this.interactions = interactions;
    this.out = out;
  }

  /** Runs it and stops the application with a snapshot. */
  void run(KafkaServer kafka, KinesisServer kinesis) {
    try (var application = application()) {
      play(kafka, kinesis, application);
      out.println("Stopping with a snapshot …");
      out.println("  the state is kept as snapshot " + application.stop());
    }
  }

  /** Runs it and leaves application, Kafka and Kinesis running. */
  void runAndKeep(KafkaServer kafka, KinesisServer kinesis) {
    try (var application = application()) {
      play(kafka, kinesis, application);
      kafka.keep();
      kinesis.keep();
      out.printf(
          "It all runs on. Kafka is at %s (process %d), Kinesis at %s (process %d).%n",
          kafka.bootstrapServers(), kafka.pid(), kinesis.endpoint(), kinesis.pid());
    }
  }

  private ManagedApplication application() {
    return ManagedApplication.at(
        endpoints, new Blueprint(APPLICATION, "interactions tagged as those of bots", zip));
  }

  private void play(KafkaServer kafka, KinesisServer kinesis, ManagedApplication application) {
    kafka.createTopics(Map.of("interactions", 2, "dead-letters", 1));
    var input = new Topic(kafka.bootstrapServers(), "interactions", 2);
    var letters = new Topic(kafka.bootstrapServers(), "dead-letters", 1);
    out.println("Creating the application " + APPLICATION + " …");
    application.upload();
    application.create(properties(kafka, kinesis, "10000"));
    Duration started = application.start();
    out.printf("  every task runs after %,d ms%n", started.toMillis());

    out.printf("Sending %,d interactions, half by Kafka and half by Kinesis …%n", interactions);
    var ways = new WaysIn(input, kinesis);
    var files = new FinishedFiles(application.objects(), ManagedApplication.BUCKET, FOLDER);
    Instant began = Instant.now();
    ways.send(byKafka.part(0, 0.5), byKinesis.part(0, 0.5));
    await(IN_FILES, () -> files.lines().size(), 1);
    out.println("Updating the running application …");
    Duration updated = application.update(properties(kafka, kinesis, "20000"));
    out.printf("  every task runs again after %,d ms, with its state%n", updated.toMillis());
    ways.send(byKafka.part(0.5, 1), byKinesis.part(0.5, 1));
    kinesis.put(
        REJECTED.keySet().stream()
            .map(text -> new KinesisServer.Sent("any", text.getBytes(UTF_8)))
            .toList());
    await(IN_FILES, () -> files.lines().size(), interactions);
    Duration took = Duration.between(began, Instant.now());
    await("dead letters", () -> letters.read().size(), REJECTED.size());

    Map<String, String> truth = new TreeMap<>(byKafka.truth());
    truth.putAll(byKinesis.truth());
    TaggedLines written = TaggedLines.of(files.lines());
    written.requireEqual(truth);
    requireRejected(letters);
    out.print(summary(written, took));
    out.print(application.furtherLooks());
  }

  /** Prints how far it is, now and then; gives up when nothing more comes. */
  private void await(String what, IntSupplier seen, int wanted) {
    var stillness = new Stillness(PATIENCE);
    Instant told = Instant.now();
    for (int now = seen.getAsInt(); now < wanted; now = seen.getAsInt()) {
      if (stillness.isTooLong(now)) {
        throw new DemoFailure(
            "%,d %s of %,d, and no more for %d s; drey logs %s may say why"
                .formatted(now, what, wanted, PATIENCE.toSeconds(), APPLICATION));
      }
      if (Duration.between(told, Instant.now()).compareTo(EACH) > 0) {
        out.printf(Locale.ROOT, "  %,d %s%n", now, what);
        told = Instant.now();
      }
      Pause.of(Duration.ofMillis(250));
    }
    out.printf(Locale.ROOT, "  %,d %s%n", seen.getAsInt(), what);
  }

  private static void requireRejected(Topic letters) {
    var json = new ObjectMapper();
    Map<String, String> found = new TreeMap<>();
    try {
      for (var letter : letters.read()) {
        JsonNode told = json.readTree(letter.value());
        found.put(told.required("value").asText(), told.required("reason").asText());
      }
    } catch (IOException e) {
      throw new DemoFailure("a dead letter is no JSON: " + e.getMessage(), e);
    }
    if (!found.equals(REJECTED)) {
      throw new DemoFailure("the dead letters are " + found + ", and should be " + REJECTED);
    }
  }

  private String summary(TaggedLines written, Duration took) {
    var text = new StringBuilder("\n");
    row(text, "interactions", interactions, "each written once, tagged as computed a second way");
    row(text, "of bots", written.ofBots(), "");
    written.reasons().forEach((reason, count) -> row(text, "  " + reason, count, ""));
    row(text, "dead letters", REJECTED.size(), String.join(", ", REJECTED.values()));
    row(text, "took", took.toMillis(), "ms, with the update");
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long value, String remark) {
    text.append(
            String.format(Locale.ROOT, "  %-16s %,10d  %s%n", name, value, remark).stripTrailing())
        .append('\n');
  }

  private static Map<String, Map<String, String>> properties(
      KafkaServer kafka, KinesisServer kinesis, String agentsKept) {
    Map<String, String> own = new TreeMap<>();
    own.put("bootstrap.servers", kafka.bootstrapServers());
    own.put("input.topic", "interactions");
    own.put("dead.letter.topic", "dead-letters");
    own.put("group.id", APPLICATION);
    own.put("transactional.id.prefix", APPLICATION);
    own.put("kinesis.stream", KinesisServer.STREAM);
    own.put("kinesis.endpoint", kinesis.endpoint().toString());
    own.put("output.json", "s3://" + ManagedApplication.BUCKET + "/" + FOLDER);
    own.put("rate.per.minute", Integer.toString(Interactions.RATE));
    own.put("honeypots", Interactions.HONEYPOT);
    own.put("agents.kept", agentsKept);
    return Map.of(
        APPLICATION,
        own,
        "kinesis",
        KinesisServer.CREDENTIALS,
        "kinesis.analytics.flink.run.options",
        RUN_OPTIONS);
  }
}
