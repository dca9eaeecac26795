package dev.drey.sessionize;

import dev.drey.sdk.kafka.KafkaInput;
import dev.drey.sdk.settings.AtLeast;
import dev.drey.sdk.settings.Default;
import dev.drey.sdk.settings.Group;
import java.time.Duration;
import java.util.Properties;

/**
 * What the application is told by its property groups: {@code sessionize} for itself, and {@code
 * kafka}, which may be absent, for the Kafka clients as it is (security, for example).
 */
@Group("sessionize")
record Settings(
    String bootstrapServers,
    String inputTopic,
    String outputTopic,
    String deadLetterTopic,
    String groupId,
    String transactionalIdPrefix,
    @Default("PT30M") @AtLeast(1) Duration sessionGap,
    @Default("PT60S") @AtLeast(0) Duration disorderBound,
    @Default("10000") @AtLeast(1) int agentsKept,
    @Group("kafka") Properties kafka) {

  KafkaInput.Cluster cluster() {
    return new KafkaInput.Cluster(bootstrapServers, kafka);
  }
}
