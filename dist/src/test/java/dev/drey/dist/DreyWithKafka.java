package dev.drey.dist;

import dev.drey.demo.KafkaServer;
import dev.drey.demo.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A home with a server in it, and a Kafka beside it. */
record DreyWithKafka(Drey drey, KafkaServer kafka) implements AutoCloseable {

  static DreyWithKafka up(Path folder, String... settings) {
    var drey = new Drey(folder.resolve("home"));
    KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"));
    var both = new DreyWithKafka(drey, kafka);
    try {
      drey.up(settings);
      return both;
    } catch (RuntimeException | AssertionError e) {
      both.close();
      throw e;
    }
  }

  /**
   * With these applications of the distribution, and with state in the bucket {@link
   * TaggingRun#LAKE}: then jobs have the object store's endpoint and key.
   */
  static DreyWithKafka upWithLake(Path folder, List<String> jars) {
    DreyWithKafka here =
        up(
            folder,
            "--set",
            "drey.state.location=s3://" + TaggingRun.LAKE + "/state",
            "--set",
            "drey.metrics.interval=1s");
    here.drey.objects().createBucket(request -> request.bucket(TaggingRun.LAKE));
    for (String jar : jars) {
      here.drey.upload(Drey.distribution().resolve("apps").resolve(jar), jar);
    }
    return here;
  }

  /** What every application is told about Kafka. */
  Map<String, String> kafkaProperties(String name, Topic letters) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("dead.letter.topic", letters.name());
    properties.put("group.id", name);
    properties.put("transactional.id.prefix", name);
    return properties;
  }

  /** A topic that was not there. */
  Topic topic(String name, int partitions) {
    kafka.createTopics(Map.of(name, partitions));
    return new Topic(kafka.bootstrapServers(), name, partitions);
  }

  @Override
  public void close() {
    drey.close();
    kafka.close();
  }
}
