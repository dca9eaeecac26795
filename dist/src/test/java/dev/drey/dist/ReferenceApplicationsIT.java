package dev.drey.dist;

import dev.drey.demo.bots.Interactions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes out of topic-enrichment and bot-tagging is what their input says, computed a second
 * way, each row once, whatever dies or changes half-way. {@link ReferenceProofs} has all of that at
 * once and on real data, and takes longer.
 */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceApplicationsIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static DreyWithKafka here;

  @BeforeAll
  static void start() {
    here = DreyWithKafka.upWithLake(folder, List.of("topic-enrichment.jar", "bot-tagging.jar"));
  }

  @AfterAll
  static void end() {
    if (here != null) {
      here.close();
    }
  }

  @Test
  void each_order_is_there_once_with_its_position() throws Exception {
    var run = new EnrichmentRun(here, "enrichment", Deliveries.generated(4_000)).begin();

    run.sendOrders(0, 0.5);
    run.sendPositions(0, 0.5);
    run.awaitSome();
    run.application().killOne("taskmanager");
    run.sendOrders(0.5, 0.75);
    run.sendPositions(0.5, 1);
    run.application().killOne("jobmanager");
    run.sendOrders(0.75, 1);

    run.comesOut();
  }

  @Test
  void each_interaction_is_in_both_formats_once_with_its_tags() throws Exception {
    KinesisHere.needed();
    var byKafka = Interactions.generated("app", 2_000);
    var byKinesis = Interactions.generated("web", 2_000);
    try (var kinesis = KinesisHere.start(folder.resolve("kinesis"))) {
      var run = new TaggingRun(here, "tagging", byKafka, byKinesis, kinesis).begin();

      run.send(0, 0.5);
      run.awaitSome();
      run.isMeasured(0.5);
      run.update();
      run.send(0.5, 1);
      run.application().killOne("taskmanager");

      run.comesOut();
    }
  }
}
