package dev.drey.demo;

import dev.drey.demo.LiveReplay.Times;
import dev.drey.demo.ManagedApplication.Blueprint;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The demo from start to end: the application created and started, a log replayed into it, an
 * update while it runs, everything out, the state kept.
 */
final class Demo {
  private static final String APPLICATION = "sessionize";
  private static final Topics TOPICS = new Topics("visits", "sessions", "dead-letters");

  /** The setting that the update changes; what comes out does not depend on it. */
  private static final String AGENTS_KEPT = "agents.kept";

  private final Endpoints endpoints;
  private final Path jar;
  private final Log log;
  private final View view;
  private final PrintStream out;

  Demo(Endpoints endpoints, Path jar, Log log, View view, PrintStream out) {
    this.endpoints = endpoints;
    this.jar = jar;
    this.log = log;
    this.view = view;
    this.out = out;
  }

  /** What a run leaves behind. */
  record Outcome(Results results, Report report) {}

  /** Runs it and stops the application with a snapshot. */
  Outcome run(KafkaServer kafka) {
    try (var application = ManagedApplication.at(endpoints, blueprint())) {
      Outcome outcome = play(kafka, application);
      out.println("Stopping with a snapshot …");
      String snapshot = application.stop();
      out.println("  the state is kept as snapshot " + snapshot);
      return new Outcome(outcome.results(), outcome.report().withSnapshot(snapshot));
    }
  }

  /** Runs it and leaves application and Kafka running. */
  Outcome runAndKeep(KafkaServer kafka) {
    try (var application = ManagedApplication.at(endpoints, blueprint())) {
      Outcome outcome = play(kafka, application);
      kafka.keep();
      out.printf(
          "It all runs on. Kafka is at %s; end it with: kill %d%n",
          kafka.bootstrapServers(), kafka.pid());
      return outcome;
    }
  }

  private Outcome play(KafkaServer kafka, ManagedApplication application) {
    kafka.createTopics(TOPICS.partitions());
    out.println("Creating the application " + APPLICATION + " …");
    application.upload();
    application.create(properties(kafka, "10000"));
    Duration started = application.start();
    out.printf("  every task runs after %,d ms%n", started.toMillis());
    out.printf("Replaying %,d lines …%n", log.size());
    try (var replayer = new Replayer(kafka.bootstrapServers(), TOPICS.input());
        var reader = new OutputReader(kafka.bootstrapServers(), TOPICS);
        var offsets = new Offsets(kafka)) {
      reader.start();
      var flink = new FlinkGlance(application::dashboard);
      var replay =
          new LiveReplay(
              log,
              replayer,
              reader,
              flink::look,
              () -> offsets.readBy(APPLICATION, TOPICS.input()),
              view,
              out);
      Times times = replay.run(() -> application.update(properties(kafka, "20000")));
      Report report = Report.of(log.size(), reader.results(), started, times);
      out.print(new Summary(report, reader.results().sessions()).text());
      out.print(application.furtherLooks());
      return new Outcome(reader.results(), report);
    }
  }

  private Blueprint blueprint() {
    return new Blueprint(APPLICATION, "sessions of visitors from web access logs", jar);
  }

  private static Map<String, Map<String, String>> properties(KafkaServer kafka, String agentsKept) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("input.topic", TOPICS.input());
    properties.put("output.topic", TOPICS.output());
    properties.put("dead.letter.topic", TOPICS.deadLetters());
    properties.put("group.id", APPLICATION);
    properties.put("transactional.id.prefix", APPLICATION);
    properties.put(AGENTS_KEPT, agentsKept);
    return Map.of(APPLICATION, properties);
  }
}
