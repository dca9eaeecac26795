package dev.drey.keeper.tend;

import dev.drey.keeper.decide.ApplicationSeen;
import dev.drey.keeper.decide.Decision;
import dev.drey.keeper.decide.SnapshotSeen;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Policy.Said;
import dev.drey.keeper.policy.Unreadable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;

/**
 * An application's snapshots in the light of its policy: what the keeper would do with them now.
 *
 * @param policy what holds, and who says it
 * @param snapshots newest first
 * @param outlook what comes next, in a sentence
 */
public record Review(List<Said> policy, List<Fate> snapshots, String outlook) {

  /**
   * What becomes of one.
   *
   * @param fate in a few words
   */
  public record Fate(SnapshotSeen snapshot, String fate) {}

  /**
   * Whom to ask besides the service itself.
   *
   * @param usual what holds where an application's owner says nothing, by the words of a policy
   */
  public record Sources(Map<String, String> usual, LoadCheck load, Verifier verifier) {
    public Sources {
      usual = Map.copyOf(usual);
    }
  }

  public Review {
    policy = List.copyOf(policy);
    snapshots = List.copyOf(snapshots);
  }

  /** Looks at one application. */
  public static Review of(
      KinesisAnalyticsV2Client client, String application, Sources sources, Clock clock) {
    var service = new Service(client);
    ApplicationDetail detail = service.detail(application);
    ApplicationSeen seen = service.seen(detail);
    Map<String, String> tags = service.tags(detail.applicationARN());
    Map<String, String> group = Service.policies(detail);
    List<Said> said = Policy.said(sources.usual(), tags, group);
    var judge =
        new Judge(service, Policy.read(sources.usual()), sources.load(), sources.verifier(), clock);
    try {
      Policy policy = judge.policy(tags, group);
      Decision decision = judge.decide(policy, detail, seen);
      return new Review(
          said,
          seen.snapshots().stream().map(each -> fate(each, decision)).toList(),
          outlook(policy, decision));
    } catch (Unreadable e) {
      return new Review(
          said,
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
