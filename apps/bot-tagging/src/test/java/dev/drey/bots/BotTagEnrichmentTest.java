package dev.drey.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drey.testkit.TestOperator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BotTagEnrichmentTest {
  static final String PERSON =
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
  static final String CRAWLER =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private final TestOperator<Interaction, Void, TaggedInteraction> tagging = tagging();

  @Test
  void an_agent_that_says_so_is_a_bot_and_a_person_is_none() {
    tagging.element(by("ann", PERSON, "/a")).element(by("google", CRAWLER, "/a"));

    assertThat(tagging.output())
        .extracting(TaggedInteraction::user, TaggedInteraction::bot, TaggedInteraction::reasons)
        .containsExactly(tuple("ann", false, ""), tuple("google", true, "user-agent"));
    assertThat(tagging.metrics().counter("kinesisanalytics.taggedByUserAgent")).isEqualTo(1);
  }

  @Test
  void behaviour_is_each_user_s_own_and_tags_from_then_on() {
    tagging
        .element(by("eve", PERSON, "/a"))
        .element(by("eve", PERSON, "/trap"))
        .element(by("ann", PERSON, "/a"))
        .element(by("eve", CRAWLER, "/a"));

    assertThat(tagging.output())
        .extracting(TaggedInteraction::user, TaggedInteraction::reasons)
        .containsExactly(
            tuple("eve", ""),
            tuple("eve", "honeypot"),
            tuple("ann", ""),
            tuple("eve", "user-agent rate honeypot"));
    assertThat(tagging.keys("behaviour")).isEqualTo(2);
  }

  @Test
  void a_user_who_does_nothing_is_forgotten() {
    tagging.element(by("eve", PERSON, "/robots.txt"));
    tagging.processingTime(Duration.ofHours(2).toMillis());
    tagging.element(by("eve", PERSON, "/a"));

    assertThat(tagging.output())
        .extracting(TaggedInteraction::reasons)
        .containsExactly("robots-txt", "");
  }

  @Test
  void one_who_is_remembered_for_ever_is_not() {
    var lasting = tagging(Duration.ZERO);
    lasting.element(by("eve", PERSON, "/robots.txt"));
    lasting.processingTime(Duration.ofDays(400).toMillis());

    assertThat(lasting.element(by("eve", PERSON, "/a")).output())
        .extracting(TaggedInteraction::reasons)
        .containsExactly("robots-txt", "robots-txt");
    lasting.close();
  }

  @Test
  void behaviour_outlives_a_restart() {
    tagging.element(by("eve", PERSON, "/robots.txt"));

    var restarted = tagging().with(job -> job.rocksDb()).from(tagging.snapshot());

    assertThat(restarted.element(by("eve", PERSON, "/a")).output())
        .extracting(TaggedInteraction::reasons)
        .containsExactly("robots-txt");
    restarted.close();
  }

  private static Interaction by(String user, String agent, String page) {
    return new Interaction("id", user, agent, page, 1_700_000_000_000L);
  }

  private static TestOperator<Interaction, Void, TaggedInteraction> tagging() {
    return tagging(Duration.ofHours(1));
  }

  private static TestOperator<Interaction, Void, TaggedInteraction> tagging(Duration remembered) {
    return TestOperator.of(
        Interaction.class,
        interactions ->
            interactions
                .keyBy(Interaction::user)
                .flatMap(new BotTagEnrichment(new Rules(2, List.of("/trap")), remembered, 100)));
  }
}
