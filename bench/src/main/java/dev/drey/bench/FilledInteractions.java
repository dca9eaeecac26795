package dev.drey.bench;

import dev.drey.demo.Endpoints;
import dev.drey.demo.KafkaServer;
import dev.drey.demo.Topic;
import dev.drey.demo.bots.FinishedFiles;
import dev.drey.demo.bots.Interactions;
import dev.drey.demo.bots.KinesisServer;
import dev.drey.demo.bots.TaggedLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A Kafka with topics full of interactions, and a Kinesis that is silent, for applications that tag
 * bots. It takes commands on standard input and ends with it: {@code fill TOPIC N} makes a topic,
 * {@code watch FOLDER N} prints how many lines an application has written, ten times a second,
 * until there are N, and then compares each with what it has to be.
 */
public final class FilledInteractions {
  private static final long PAUSE_MILLIS = 100;

  private final KafkaServer kafka;
  private final S3Client objects;
  private final String bucket;
  private final BufferedReader commands;

  private FilledInteractions(KafkaServer kafka, S3Client objects, String bucket) {
    this.kafka = kafka;
    this.objects = objects;
    this.bucket = bucket;
    this.commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  /**
   * Serves.
   *
   * @param arguments a folder, where kinesis-local is installed, endpoints.json of a server, and
   *     the bucket that applications write to
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Logger.getLogger("").setLevel(Level.OFF);
    Path folder = Path.of(arguments[0]);
    try (KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"));
        KinesisServer kinesis = KinesisServer.start(Path.of(arguments[1]), folder);
        S3Client objects = Endpoints.read(Path.of(arguments[2])).objects()) {
      kafka.createTopics(Map.of("letters", 1));
      System.out.println("serves " + kafka.bootstrapServers() + " " + kinesis.endpoint());
      new FilledInteractions(kafka, objects, arguments[3]).serve();
    }
  }

  private void serve() throws IOException, InterruptedException {
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      int count = Integer.parseInt(words[2]);
      switch (words[0]) {
        case "fill" -> fill(words[1], count);
        case "watch" -> watch(words[1], count);
        default -> throw new IllegalArgumentException("no such command: " + line);
      }
    }
  }

  private void fill(String name, int count) {
    kafka.createTopics(Map.of(name, 1));
    new Topic(kafka.bootstrapServers(), name, 1)
        .send(
            interactions(count).all().stream()
                .map(each -> new Topic.Sent(0, each.protobuf()))
                .toList());
    System.out.println("filled");
  }

  private void watch(String folder, int count) throws InterruptedException {
    var files = new FinishedFiles(objects, bucket, folder);
    List<String> lines = files.lines();
    for (; lines.size() < count; lines = files.lines()) {
      System.out.println(System.currentTimeMillis() + " " + lines.size());
      Thread.sleep(PAUSE_MILLIS);
    }
    System.out.println(System.currentTimeMillis() + " " + lines.size());
    TaggedLines.of(lines).requireEqual(interactions(count).truth());
    System.out.println("equal");
  }

  /** The same ones each time. */
  private static Interactions interactions(int count) {
    return Interactions.generated("app", count);
  }
}
