package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.demo.Topic;
import dev.drey.demo.bots.FinishedFiles;
import dev.drey.demo.bots.Interactions;
import dev.drey.demo.bots.KinesisServer;
import dev.drey.demo.bots.WaysIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/**
 * Bot tagging in Python and in Java, both at once on the same Kafka and the same Kinesis: each line
 * that the one writes the other does, to the byte. Not part of the build, for it fetches packages:
 * {@code -Dit.test=PythonBesideJava} runs it.
 */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonBesideJava {
  private static final String LAKE = "lake";
  private static final int EACH_WAY = 2_000;
  private static final Application.Shape SHAPE = new Application.Shape(2, Duration.ofSeconds(1));

  private static final Map<String, String> RUN_OPTIONS =
      Map.of("python", "main.py", "jarfile", "lib/pyflink-dependencies.jar", "pyFiles", "dep/");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static DreyWithKafka here;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    KinesisHere.needed();
    Path jar = Drey.distribution().resolve("apps/bot-tagging.jar");
    Path zip = folder.resolve("bot-tagging.zip");
    pack(jar, zip);
    here = DreyWithKafka.up(folder, "--set", "drey.state.location=s3://" + LAKE + "/state");
    here.drey().objects().createBucket(request -> request.bucket(LAKE));
    here.drey().upload(jar, "bot-tagging.jar");
    here.drey().upload(zip, "bot-tagging.zip");
  }

  private static void pack(Path jar, Path zip) throws IOException, InterruptedException {
    Path checkout = Path.of(System.getProperty("drey.checkout", "..")).toAbsolutePath();
    Path said = folder.resolve("package.out");
    int status =
        new ProcessBuilder(
                checkout.resolve("apps/bot-tagging-python/package").toString(),
                jar.toString(),
                zip.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(said)).isZero();
  }

  @AfterAll
  static void end() {
    if (here != null) {
      here.close();
    }
  }

  @Test
  void both_write_the_same_lines() throws Exception {
    var byKafka = Interactions.generated("app", EACH_WAY);
    var byKinesis = Interactions.generated("web", EACH_WAY);
    Topic input = here.topic("interactions", 2);
    try (var kinesis = KinesisHere.start(folder.resolve("kinesis"))) {
      Application inJava =
          application("in-java").create("bot-tagging.jar", SHAPE, properties("java", kinesis));
      Application inPython =
          application("in-python")
              .with("kinesis.analytics.flink.run.options", RUN_OPTIONS)
              .create("bot-tagging.zip", SHAPE, properties("python", kinesis));
      String java = inJava.askStart();
      inPython.start();
      inJava.succeeds(java);

      var ways = new WaysIn(input, kinesis);
      ways.send(byKafka.part(0, 0.5), byKinesis.part(0, 0.5));
      awaitLines("python", 1);
      inPython.killOne("taskmanager");
      ways.send(byKafka.part(0.5, 1), byKinesis.part(0.5, 1));

      awaitLines("java", 2 * EACH_WAY);
      awaitLines("python", 2 * EACH_WAY);
      assertThat(lines("python")).hasSize(2 * EACH_WAY).isEqualTo(lines("java"));
      inPython.delete();
      inJava.delete();
    }
  }

  private static Application application(String name) {
    return new Application(here.drey(), name, "bot-tagging")
        .with("kinesis", KinesisServer.CREDENTIALS);
  }

  private static Map<String, String> properties(String language, KinesisServer kinesis) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("bootstrap.servers", here.kafka().bootstrapServers());
    properties.put("input.topic", "interactions");
    properties.put("dead.letter.topic", here.topic(language + "-letters", 1).name());
    properties.put("group.id", language);
    properties.put("transactional.id.prefix", language);
    properties.put("kinesis.stream", KinesisServer.STREAM);
    properties.put("kinesis.endpoint", kinesis.endpoint().toString());
    properties.put("output.json", "s3://" + LAKE + "/" + language);
    properties.put("rate.per.minute", Integer.toString(Interactions.RATE));
    properties.put("honeypots", "/.env," + Interactions.HONEYPOT);
    return properties;
  }

  private static void awaitLines(String language, int wanted) {
    await()
        .alias(wanted + " lines of " + language)
        .atMost(Drey.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(lines(language)).hasSizeGreaterThanOrEqualTo(wanted));
  }

  /** Of finished files, in their own order. */
  private static List<String> lines(String language) {
    return new FinishedFiles(here.drey().objects(), LAKE, language)
        .lines().stream().sorted().toList();
  }
}
