package dev.drey.sessionize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.drey.sdk.Job;
import dev.drey.sdk.validation.DeadLetter;
import dev.drey.testkit.Input;
import dev.drey.testkit.JobRun;
import dev.drey.testkit.TestJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
  private static final String LINE =
      "192.0.2.%d - - [17/May/2015:10:%02d:%02d +0000] \"GET /%d HTTP/1.1\" 200 7 \"-\""
          + " \"Some/1.0\"";

  @Test
  void every_operator_has_an_id_that_outlives_an_update() {
    StreamGraph graph = graph();

    assertThat(graph.getStreamNodes()).allSatisfy(MainTest::hasId);
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("read-lines", "sieve", "sessions", "write-sessions", "write-dead-letters")
        .doesNotHaveDuplicates();
  }

  @Test
  void what_travels_or_is_kept_may_change_its_fields_in_an_update() {
    for (Class<?> type :
        List.of(LogLine.class, Visitor.class, OpenSession.class, Session.class, DeadLetter.class)) {
      assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class);
    }
  }

  @Test
  void everything_can_be_sent_to_where_it_runs() {
    assertThatCode(() -> graph().getJobGraph()).doesNotThrowAnyException();
  }

  @Test
  void lines_become_sessions_and_junk_a_dead_letter() {
    JobRun run =
        job(List.of(
                read(LINE.formatted(1, 0, 0, 1)),
                read("junk"),
                read(LINE.formatted(1, 30, 0, 2)),
                read(LINE.formatted(2, 31, 0, 3).replace("May", "Mai")),
                LogLine.endMarker(Long.MAX_VALUE - 1)))
            .run();

    assertThat(run.output("write-sessions", Session.class))
        .extracting(Session::requests, Session::bytes, Session::entryPage, Session::exitPage)
        .containsExactly(tuple(2L, 14L, "/1", "/2"));
    assertThat(run.output("write-dead-letters", DeadLetter.class))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder("malformed", "bad-time");
    assertThat(run.metrics("sieve").counter("kinesisanalytics.lines")).isEqualTo(4);
    assertThat(run.metrics("sieve").counter("kinesisanalytics.malformedLines")).isEqualTo(1);
    assertThat(run.metrics("sieve").counter("kinesisanalytics.badTimestamps")).isEqualTo(1);
  }

  @Test
  void neither_order_nor_a_restart_at_another_parallelism_changes_a_session() {
    List<LogLine> lines = lines(300);
    List<Session> whole = job(lines).run().output("write-sessions", Session.class);

    job(lines)
        .parallelism(2)
        .inOrders(
            5,
            run ->
                assertThat(run.output("write-sessions", Session.class))
                    .containsExactlyInAnyOrderElementsOf(whole));

    JobRun half = job(lines).runUntil(150);
    List<Session> both = new ArrayList<>(half.output("write-sessions", Session.class));
    both.addAll(
        job(lines)
            .parallelism(3)
            .from(half.snapshot())
            .run()
            .output("write-sessions", Session.class));
    assertThat(both).containsExactlyInAnyOrderElementsOf(whole);
  }

  /** Of a few visitors, no two at one time. */
  private static List<LogLine> lines(int count) {
    var random = new Random(7);
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(read(LINE.formatted(random.nextInt(9), i / 5, i % 5 * 12, i)));
    }
    return lines;
  }

  private static LogLine read(String line) {
    return CombinedFormat.read(line.getBytes(UTF_8));
  }

  private static TestJob job(List<LogLine> lines) {
    return TestJob.of(MainTest::build).source("read-lines", Input.of(lines));
  }

  private static void hasId(StreamNode node) {
    assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
  }

  private static StreamGraph graph() {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment);
    return environment.getStreamGraph();
  }

  static void build(StreamExecutionEnvironment environment) {
    Job.prepare(environment);
    Main.build(environment, SettingsTest.read(SettingsTest.complete()));
  }
}
