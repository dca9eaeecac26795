package dev.drey.bots;

import dev.drey.sdk.kafka.KafkaInput;
import dev.drey.sdk.settings.AtLeast;
import dev.drey.sdk.settings.Default;
import dev.drey.sdk.settings.Group;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What the application is told by its property groups: {@code bot-tagging} for itself; {@code
 * kafka} and {@code kinesis}, which may be absent, for the clients of either as they are.
 */
@Group("bot-tagging")
record Settings(
    String bootstrapServers,
    String inputTopic,
    String deadLetterTopic,
    String groupId,
    String transactionalIdPrefix,
    String kinesisStream,
    @Default("us-east-1") String kinesisRegion,
    Optional<URI> kinesisEndpoint,
    Optional<URI> outputJson,
    Optional<URI> outputParquet,
    @Default("120") @AtLeast(1) int ratePerMinute,
    @Default("/honeypot") List<String> honeypots,
    @Default("P1D") @AtLeast(0) Duration userRemembered,
    @Default("10000") @AtLeast(1) int agentsKept,
    @Group("kafka") Properties kafka,
    @Group("kinesis") Properties kinesis) {

  Settings {
    if (outputJson.isEmpty() && outputParquet.isEmpty()) {
      throw new IllegalArgumentException("say output.json or output.parquet, or both");
    }
  }

  KafkaInput.Cluster cluster() {
    return new KafkaInput.Cluster(bootstrapServers, kafka);
  }

  Rules rules() {
    return new Rules(ratePerMinute, honeypots);
  }
}
