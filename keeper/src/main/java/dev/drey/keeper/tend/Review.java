package dev.drey.keeper.tend;

import dev.drey.keeper.decide.ApplicationSeen;
import dev.drey.keeper.decide.Decision;
import dev.drey.keeper.decide.SnapshotSeen;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Unreadable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag;

/**
 * An application's snapshots in the light of its policy.
 *
 * @param snapshots newest first
 * @param outlook what comes next, in a sentence
 */
public record Review(List<Fate> snapshots, String outlook) {

  /**
   * What becomes of one.
   *
   * @param fate in a few words
   */
  public record Fate(SnapshotSeen snapshot, String fate) {}

  public Review {
    snapshots = List.copyOf(snapshots);
  }

  /** Looks at one application. */
  public static Review of(
      KinesisAnalyticsV2Client client, String application, Policy usual, Clock clock) {
    var service = new Service(client);
    ApplicationDetail detail = service.detail(application);
    ApplicationSeen seen = service.seen(detail);
    Map<String, String> tags =
        client
            .listTagsForResource(request -> request.resourceARN(detail.applicationARN()))
            .tags()
            .stream()
            .collect(
                Collectors.toMap(Tag::key, tag -> Optional.ofNullable(tag.value()).orElse("")));
    try {
      Policy policy = Policy.read(tags, Service.policies(detail)).or(usual);
      Decision decision = Decision.of(policy, seen, Optional.empty(), clock.instant());
      return new Review(
          seen.snapshots().stream().map(each -> fate(each, decision)).toList(),
          outlook(policy, decision));
    } catch (Unreadable e) {
      return new Review(
          seen.snapshots().stream().map(each -> new Fate(each, "stays")).toList(),
          "Its policy cannot be read: " + e.getMessage());
    }
  }

  private static Fate fate(SnapshotSeen snapshot, Decision decision) {
    return new Fate(snapshot, decision.delete().contains(snapshot) ? "goes" : "stays");
  }

  private static String outlook(Policy policy, Decision decision) {
    if (policy.snapshots().isEmpty()) {
      return "No policy takes snapshots of it.";
    }
    if (decision.waiting().isPresent()) {
      return "One is due and waits: " + decision.waiting().get() + ".";
    }
    return decision
        .take()
        .map(take -> "One is due since " + take.due() + ": " + take.name() + ".")
        .orElseGet(
            () ->
                "The next is due at "
                    + decision.next().map(Object::toString).orElse("no time")
                    + ".");
  }
}
