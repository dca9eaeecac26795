package dev.drey.bots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.bots.wire.InteractionEvent;
import dev.drey.sdk.Job;
import dev.drey.sdk.Received;
import dev.drey.sdk.settings.PropertyGroups;
import dev.drey.sdk.validation.DeadLetter;
import dev.drey.testkit.Input;
import dev.drey.testkit.JobRun;
import dev.drey.testkit.TestJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
  private static final long NOON = 1_700_000_000_000L;

  @Test
  void every_operator_has_a_uid_and_its_name() {
    assertThat(graph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "read-kafka",
            "read-kinesis",
            "validate-kafka",
            "validate-kinesis",
            "tag-bots",
            "write-json",
            "write-parquet",
            "write-dead-letters")
        .doesNotContainNull()
        .doesNotHaveDuplicates();
    assertThat(graph().getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .contains("Source: read-kafka", "validate-kinesis", "tag-bots", "write-json: Writer");
  }

  @Test
  void everything_can_be_sent_to_where_it_runs() {
    assertThat(graph().getJobGraph().getVertices()).isNotEmpty();
  }

  @Test
  void events_of_both_forms_become_the_same_interaction() throws Exception {
    var interaction = new Interaction("id", "ann", "agent", "/a", NOON);
    byte[] json = new ObjectMapper().writeValueAsBytes(interaction);

    assertThat(new ObjectMapper().readValue(json, Interaction.class)).isEqualTo(interaction);
    assertThat(
            Interaction.of(
                InteractionEvent.newBuilder()
                    .setId("id")
                    .setUser("ann")
                    .setUserAgent("agent")
                    .setPage("/a")
                    .setTime(NOON)
                    .build()))
        .isEqualTo(interaction);
  }

  @Test
  void what_does_not_pass_is_counted_where_it_came_in_and_put_aside() {
    JobRun run =
        TestJob.of(MainTest::build)
            .source(
                "read-kafka",
                received(new Interaction("1", "ann", "", "/a", NOON)),
                received(new Interaction("2", "", "", "/a", NOON)),
                received(new Interaction("3", "ann", "", "/a", NOON / 1_000)),
                Received.<Interaction>unreadable("junk".getBytes(UTF_8)))
            .source(
                "read-kinesis",
                received(new Interaction(null, "ann", "", "/a", NOON)),
                received(new Interaction("5", "ann", "", null, NOON)),
                received(new Interaction("6", "ann", "", "/a", NOON)))
            .run();

    for (String sink : List.of("write-json", "write-parquet")) {
      assertThat(run.output(sink, TaggedInteraction.class))
          .extracting(TaggedInteraction::id)
          .containsExactlyInAnyOrder("1", "6");
    }
    assertThat(run.output("write-dead-letters", DeadLetter.class))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder(
            "missingUser", "invalidTimestamp", "unreadable", "missingId", "missingPage");
    assertThat(run.metrics("validate-kafka").counter("kinesisanalytics.interactions")).isEqualTo(4);
    assertThat(run.metrics("validate-kafka").counter("kinesisanalytics.missingUser")).isEqualTo(1);
    assertThat(run.metrics("validate-kinesis").counter("kinesisanalytics.interactions"))
        .isEqualTo(3);
    assertThat(run.metrics("validate-kinesis").counter("kinesisanalytics.missingUser")).isZero();
  }

  @Test
  void in_any_order_and_over_a_restart_each_is_written_once_with_its_tags() {
    List<Interaction> kafka = interactions("app", 80);
    List<Interaction> kinesis = interactions("web", 80);
    TestJob job =
        TestJob.of(MainTest::build)
            .source("read-kafka", Input.of(kafka.stream().map(MainTest::received).toList()))
            .source("read-kinesis", Input.of(kinesis.stream().map(MainTest::received).toList()));
    List<TaggedInteraction> whole = written(job.run());
    assertThat(whole).hasSize(160).anyMatch(each -> each.reasons().equals("rate"));

    job.inOrders(10, run -> assertThat(written(run)).containsExactlyInAnyOrderElementsOf(whole));
    JobRun half = job.runUntil(77);
    List<TaggedInteraction> all = new ArrayList<>(written(half));
    all.addAll(written(job.from(half.snapshot()).run()));
    assertThat(all).containsExactlyInAnyOrderElementsOf(whole);
  }

  @Test
  void somewhere_it_must_be_written_to() {
    Properties properties = properties();
    properties.remove("output.json");
    properties.remove("output.parquet");

    assertThatThrownBy(() -> settings(properties))
        .hasMessageContaining("say output.json or output.parquet, or both");
  }

  private static List<Interaction> interactions(String prefix, int count) {
    var random = new Random(3);
    List<Interaction> interactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String user = prefix + "-" + (int) Math.sqrt(random.nextInt(25));
      interactions.add(new Interaction(prefix + i, user, "", "/" + i, NOON + i * 2_000L));
    }
    return interactions;
  }

  private static List<TaggedInteraction> written(JobRun run) {
    return run.output("write-parquet", TaggedInteraction.class);
  }

  private static Received<Interaction> received(Interaction interaction) {
    return new Received<>(interaction, interaction.toString().getBytes(UTF_8));
  }

  private static StreamGraph graph() {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment);
    return environment.getStreamGraph();
  }

  private static void build(StreamExecutionEnvironment environment) {
    build(environment, 5);
  }

  static void build(StreamExecutionEnvironment environment, int ratePerMinute) {
    Job.prepare(environment);
    Properties properties = properties();
    properties.setProperty("rate.per.minute", Integer.toString(ratePerMinute));
    Main.build(environment, settings(properties));
  }

  private static Settings settings(Properties properties) {
    return PropertyGroups.of(Map.of("bot-tagging", properties)).read(Settings.class);
  }

  private static Properties properties() {
    var properties = new Properties();
    for (String key :
        List.of(
            "bootstrap.servers",
            "input.topic",
            "dead.letter.topic",
            "group.id",
            "transactional.id.prefix",
            "kinesis.stream")) {
      properties.setProperty(key, key + " of test");
    }
    properties.setProperty("output.json", "file:///nowhere/json");
    properties.setProperty("output.parquet", "file:///nowhere/parquet");
    return properties;
  }
}
