package dev.drey.demo.bots;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drey.demo.Topic;
import dev.drey.demo.bots.Interactions.Interaction;
import java.util.List;

/** By which interactions come to bot tagging: Protobuf by Kafka, JSON by Kinesis. */
public record WaysIn(Topic topic, KinesisServer kinesis) {

  /** Returns when both have them all, those of one user in their order. */
  public void send(List<Interaction> byKafka, List<Interaction> byKinesis) {
    topic.send(
        byKafka.stream()
            .map(each -> new Topic.Sent(topic.partitionOf(each.user()), each.protobuf()))
            .toList());
    kinesis.put(
        byKinesis.stream()
            .map(each -> new KinesisServer.Sent(each.user(), each.json().getBytes(UTF_8)))
            .toList());
  }
}
