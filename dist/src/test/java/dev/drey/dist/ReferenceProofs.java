package dev.drey.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.demo.bots.Interactions;
import dev.drey.demo.bots.Interactions.Interaction;
import dev.drey.demo.truth.GeneratedDay;
import dev.drey.sdk.data.WikipediaEdits;
import dev.drey.sdk.data.WikipediaEdits.Edit;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each of the three applications on generated and on real input, updated and with its TaskManager
 * and then its JobManager killed on the way: what comes out is what was computed a second way,
 * nothing twice and nothing missing. Not part of the build, for it takes minutes: {@code
 * -Dit.test=ReferenceProofs} runs it.
 */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceProofs {
  private static final int EDITS = 22_122;
  private static final DateTimeFormatter LOGGED =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static DreyWithKafka here;

  @BeforeAll
  static void start() {
    here =
        DreyWithKafka.upWithLake(
            folder, List.of("sessionize.jar", "topic-enrichment.jar", "bot-tagging.jar"));
  }

  @AfterAll
  static void end() {
    if (here != null) {
      here.close();
    }
  }

  @Test
  void sessionize_on_a_generated_day() {
    sessionize("day", GeneratedDay.ofLines(24_000)::stream, 0);
  }

  @Test
  void sessionize_on_edits_of_Wikipedia() {
    List<Edit> edits = WikipediaEdits.read();
    assertThat(edits).hasSize(EDITS);
    Set<String> robots =
        edits.stream().filter(Edit::robot).map(Edit::user).collect(Collectors.toSet());

    sessionize(
        "edits", () -> edits.stream().map(edit -> line(edit, robots.contains(edit.user()))), 8_712);
  }

  private static void sessionize(String name, Supplier<Stream<byte[]>> log, int sessions) {
    try (var run = new SessionizeRun(here.drey(), here.kafka(), name, Duration.ofSeconds(1), log)) {
      assertThat(run.truth().sessions()).hasSizeGreaterThanOrEqualTo(Math.max(1, sessions));
      run.begin();
      run.replayToHalf();
      run.application().update(run.properties("20000"));
      run.application().killOne("taskmanager");
      run.application().killOne("jobmanager");

      run.comesOut();
    }
  }

  /** As a web server would have logged it. */
  private static byte[] line(Edit edit, boolean robot) {
    String line =
        "%s - - [%s] \"GET /wiki/%s HTTP/1.1\" 200 1 \"-\" \"%s\""
            .formatted(
                URLEncoder.encode(edit.user(), UTF_8),
                LOGGED.format(Instant.ofEpochMilli(edit.time())),
                URLEncoder.encode(edit.page(), UTF_8),
                robot ? Interactions.CRAWLER : Interactions.BROWSER);
    return line.getBytes(UTF_8);
  }

  @Test
  void topic_enrichment_on_generated_orders() throws Exception {
    enrich("generated-orders", Deliveries.generated(4_000));
  }

  @Test
  void topic_enrichment_on_edits_of_Wikipedia() throws Exception {
    enrich("edits-as-orders", Deliveries.of(WikipediaEdits.read()));
  }

  private static void enrich(String name, Deliveries deliveries) throws Exception {
    var run = new EnrichmentRun(here, name, deliveries).begin();

    run.sendOrders(0, 0.25);
    run.sendPositions(0, 0.25);
    run.awaitSome();
    run.update();
    run.sendOrders(0.25, 0.5);
    run.sendPositions(0.25, 0.5);
    run.application().killOne("taskmanager");
    run.sendOrders(0.5, 0.75);
    run.sendPositions(0.5, 0.75);
    run.application().killOne("jobmanager");
    run.sendOrders(0.75, 1);
    run.sendPositions(0.75, 1);

    run.comesOut();
  }

  @Test
  void bot_tagging_on_generated_interactions() throws Exception {
    tag("generated", Interactions.generated("app", 2_000), Interactions.generated("web", 2_000));
  }

  @Test
  void bot_tagging_on_edits_of_Wikipedia() throws Exception {
    List<Edit> edits = WikipediaEdits.read();
    assertThat(edits).hasSize(EDITS);

    tag("edits-tagged", half(edits, 0), half(edits, 1));
  }

  /** Each user comes by one way. */
  private static Interactions half(List<Edit> edits, int which) {
    return visits(
        edits.stream().filter(edit -> Math.floorMod(edit.user().hashCode(), 2) == which).toList());
  }

  /** Edits as visits of their pages: a robot's agent says that it is one. */
  private static Interactions visits(List<Edit> edits) {
    List<Interaction> all = new ArrayList<>();
    for (Edit edit : edits) {
      all.add(
          new Interaction(
              "edit-" + edit.user().hashCode() + "-" + all.size(),
              edit.user(),
              edit.robot() ? Interactions.CRAWLER : Interactions.BROWSER,
              "/wiki/" + edit.page(),
              edit.time()));
    }
    return new Interactions(all);
  }

  private static void tag(String name, Interactions byKafka, Interactions byKinesis)
      throws Exception {
    KinesisHere.needed();
    try (var kinesis = KinesisHere.start(folder.resolve(name + "-kinesis"))) {
      var run = new TaggingRun(here, name, byKafka, byKinesis, kinesis).begin();

      run.send(0, 0.25);
      run.awaitSome();
      run.update();
      run.send(0.25, 0.5);
      run.application().killOne("taskmanager");
      run.send(0.5, 0.75);
      run.application().killOne("jobmanager");
      run.send(0.75, 1);

      run.comesOut();
    }
  }
}
