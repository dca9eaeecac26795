package dev.drey.sessionize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
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

  private static void hasId(StreamNode node) {
    assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
  }

  private static StreamGraph graph() {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    Main.build(environment, Settings.from(Map.of("sessionize", SettingsTest.complete())));
    return environment.getStreamGraph();
  }
}
