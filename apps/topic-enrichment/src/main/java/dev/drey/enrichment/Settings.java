package dev.drey.enrichment;

import dev.drey.sdk.kafka.KafkaInput;
import dev.drey.sdk.settings.AtLeast;
import dev.drey.sdk.settings.Default;
import dev.drey.sdk.settings.Group;
import java.time.Duration;
import java.util.Properties;

/**
 * What the application is told by its property groups: {@code topic-enrichment} for itself, and
 * {@code kafka}, which may be absent, for the Kafka clients as it is.
 */
@Group("topic-enrichment")
record Settings(
    String bootstrapServers,
    String ordersTopic,
    String positionsTopic,
    String outputTopic,
    String deadLetterTopic,
    String groupId,
    String transactionalIdPrefix,
    @Default("PT5M") @AtLeast(1) Duration positionTtl,
    @Default("PT1M") @AtLeast(0) Duration positionWait,
    @Default("PT10S") @AtLeast(0) Duration disorderBound,
    @Default("PT30S") @AtLeast(1) Duration idleAfter,
    @Group("kafka") Properties kafka) {

  KafkaInput.Cluster cluster() {
    return new KafkaInput.Cluster(bootstrapServers, kafka);
  }

  Patience patience() {
    return new Patience(positionTtl.toMillis(), positionWait.toMillis());
  }
}
