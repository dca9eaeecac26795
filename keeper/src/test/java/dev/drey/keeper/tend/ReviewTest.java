package dev.drey.keeper.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.keeper.policy.Policy.Said;
import dev.drey.keeper.policy.Policy.Speaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReviewTest {
  private final MovedClock clock = new MovedClock(Instant.parse("2026-11-22T12:30:00Z"));
  private final FakeAws aws = new FakeAws(clock);

  @Test
  void each_word_is_told_with_who_says_it() {
    aws.with("clicks", Map.of("drey:snapshots", "every 6h", "drey:snapshots.keep", "last 2"));
    aws.policies("clicks", Map.of("snapshots", "cron 0 3 * * 1-5"));
    Map<String, String> usual =
        Map.of("snapshots", "hourly", "snapshots.keep", "last 9", "snapshots.verify", "all");

    assertThat(review(usual, LoadCheck.NONE, Verifier.NONE).policy())
        .containsExactly(
            new Said("snapshots", "cron 0 3 * * 1-5", Speaker.PROPERTY_GROUP),
            new Said("snapshots.keep", "last 2", Speaker.TAG),
            new Said("snapshots.verify", "all", Speaker.SERVER));
  }

  @Test
  void what_is_usual_decides_where_nothing_is_said() {
    aws.with("clicks", Map.of());

    assertThat(review(Map.of("snapshots", "every 6h"), LoadCheck.NONE, Verifier.NONE).outlook())
        .isEqualTo("One is due since 2026-11-22T12:00:00Z: drey-policy-20261122T120000Z.");
    assertThat(review(Map.of(), LoadCheck.NONE, Verifier.NONE).outlook())
        .isEqualTo("No policy takes snapshots of it.");
  }

  @Test
  void a_busy_application_is_told_to_wait_with_the_reason() {
    aws.with("clicks", Map.of("drey:snapshots", "every 6h"));

    assertThat(review(Map.of(), name -> Optional.of(name + " is busy"), Verifier.NONE).outlook())
        .isEqualTo("One is due and waits: clicks is busy.");
  }

  @Test
  void the_last_proven_good_stays_as_the_keeper_lets_it() {
    aws.with("clicks", Map.of("drey:snapshots.keep", "last 1", "drey:snapshots.verify", "all"));
    for (int i = 1; i <= 4; i++) {
      aws.has(
          "clicks",
          "drey-policy-" + i,
          SnapshotStatus.READY,
          clock.instant().minus(Duration.ofHours(5 - i)));
    }

    assertThat(review(Map.of(), LoadCheck.NONE, new ProvenSnapshot("drey-policy-2")).snapshots())
        .extracting(each -> each.snapshot().name() + " " + each.fate())
        .containsExactly(
            "drey-policy-4 stays",
            "drey-policy-3 goes",
            "drey-policy-2 stays",
            "drey-policy-1 goes");
  }

  @Test
  void a_policy_that_cannot_be_read_lets_everything_stay() {
    aws.with("clicks", Map.of("drey:snapshots", "sometimes"));
    aws.has("clicks", "drey-policy-1", SnapshotStatus.READY, clock.instant());

    Review review = review(Map.of("snapshots.keep", "last 1"), LoadCheck.NONE, Verifier.NONE);

    assertThat(review.outlook()).startsWith("Its policy cannot be read: snapshots is 'sometimes'");
    assertThat(review.snapshots()).extracting(Review.Fate::fate).containsExactly("stays");
  }

  private Review review(Map<String, String> usual, LoadCheck load, Verifier verifier) {
    return Review.of(aws, "clicks", new Review.Sources(usual, load, verifier), clock);
  }
}
