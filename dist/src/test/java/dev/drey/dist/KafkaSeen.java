package dev.drey.dist;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/** What anybody's reading, writing or committing would change in a Kafka. */
final class KafkaSeen {
  private KafkaSeen() {}

  static Map<String, Object> allBut(String topic, String bootstrapServers) {
    Map<String, Object> seen = new TreeMap<>();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      seen.put("ends", ends(admin, topic));
      for (var group : admin.listGroups().all().get()) {
        seen.put(
            "group " + group.groupId(),
            admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get());
      }
      seen.put("transactions", transactions(admin));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not tell", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return seen;
  }

  /** Of every partition; a transaction that is ended writes a record, too. */
  private static Map<TopicPartition, Long> ends(Admin admin, String except)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Set<String> names = new HashSet<>(admin.listTopics().names().get());
    names.remove(except);
    var topics = admin.describeTopics(names).allTopicNames().get();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    each ->
                        latest.put(
                            new TopicPartition(name, each.partition()), OffsetSpec.latest())));
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
  }

  /** With the producer of each: whoever begins anew under an id gets another epoch. */
  private static Map<String, String> transactions(Admin admin)
      throws ExecutionException, InterruptedException {
    var ids =
        admin.listTransactions().all().get().stream()
            .map(TransactionListing::transactionalId)
            .toList();
    return admin.describeTransactions(ids).all().get().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each ->
                    each.getValue().state()
                        + " of "
                        + each.getValue().producerId()
                        + "/"
                        + each.getValue().producerEpoch()));
  }
}
