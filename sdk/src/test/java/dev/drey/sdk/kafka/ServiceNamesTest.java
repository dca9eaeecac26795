package dev.drey.sdk.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.sdk.metrics.RecordedMetrics;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the connector registers, by its own code. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceNamesTest {
  private final RecordedMetrics metrics = new RecordedMetrics();
  private final KafkaSourceReaderMetrics reader =
      new KafkaSourceReaderMetrics(ServiceNames.in(metrics));

  @Test
  void commits_are_counted_under_both_names() {
    reader.recordSucceededCommit();
    reader.recordFailedCommit();
    reader.recordFailedCommit();

    assertThat(metrics.count("KafkaSourceReader.commitsSucceeded")).isEqualTo(1);
    assertThat(metrics.count("kinesisanalytics.commitsSucceeded")).isEqualTo(1);
    assertThat(metrics.count("kinesisanalytics.commitsFailed")).isEqualTo(2);
  }

  @Test
  void offsets_are_told_by_topic_and_partition() {
    var partition = new TopicPartition("orders", 3);
    reader.registerTopicPartition(partition);

    reader.recordCurrentOffset(partition, 42);
    reader.recordCommittedOffset(partition, 40);

    String below = "kinesisanalytics.topic.orders.partition.3.";
    assertThat(metrics.value(below + "currentoffsets")).isEqualTo(42L);
    assertThat(metrics.value(below + "committedoffsets")).isEqualTo(40L);
  }

  @Test
  void of_a_metric_that_the_client_has_twice_the_first_counts() {
    MetricGroup client =
        ServiceNames.in(metrics).addGroup("KafkaSourceReader").addGroup("KafkaConsumer");

    client.gauge("records-lag-max", () -> 7.0);
    client.gauge("records-lag-max", () -> 8.0);
    client.gauge("something-else", () -> 9.0);

    assertThat(metrics.value("kinesisanalytics.records_lag_max")).isEqualTo(7.0);
    assertThat(metrics.all()).doesNotContainKey("kinesisanalytics.something-else");
  }
}
