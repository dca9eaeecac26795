package dev.drey.sdk.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.sdk.Uid;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KafkaStepsTest {
  private static final KafkaInput.Cluster CLUSTER =
      new KafkaInput.Cluster("127.0.0.1:1", new Properties());

  @Test
  void every_operator_has_its_uid_and_can_be_sent_to_where_it_runs() {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();

    new KafkaOutput<String>(
            new Uid("write-words"), CLUSTER, "words", new JsonRecords<>("out", word -> word))
        .from(words().in(environment, WatermarkStrategy.noWatermarks()));

    var graph = environment.getStreamGraph();
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("read-words", "write-words");
    assertThat(graph.getJobGraph().getVertices()).isNotEmpty();
  }

  @Test
  void a_sink_without_a_prefix_is_refused() {
    assertThatThrownBy(
            () ->
                new KafkaOutput<String>(
                    new Uid("write-words"), CLUSTER, " ", new JsonRecords<>("out", word -> word)))
        .hasMessage("the sink write-words has no prefix for transactions");
  }

  @Test
  void a_record_is_written_as_json_under_its_key() throws Exception {
    var records = new JsonRecords<List<String>>("out", list -> list.get(0));
    records.open(null, null);

    var record = records.serialize(List.of("a", "b"), null, 5L);

    assertThat(record.topic()).isEqualTo("out");
    assertThat(record.key()).isEqualTo("a".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo("[\"a\",\"b\"]".getBytes(UTF_8));
    assertThat(record.timestamp()).isNull();
  }

  private static KafkaInput<String> words() {
    return new KafkaInput<>(
        new Uid("read-words"),
        CLUSTER,
        List.of("in"),
        "words",
        KafkaRecordDeserializationSchema.valueOnly(new SimpleStringSchema()));
  }
}
