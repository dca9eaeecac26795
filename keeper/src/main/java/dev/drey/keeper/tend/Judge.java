package dev.drey.keeper.tend;

import dev.drey.keeper.decide.ApplicationSeen;
import dev.drey.keeper.decide.Decision;
import dev.drey.keeper.policy.Policy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;

/** Decides about one application, and asks for that what it takes and no more. */
record Judge(Service service, Policy usual, LoadCheck load, Verifier verifier, Clock clock) {

  /**
   * What its owner says, and what is usual where they do not.
   *
   * @throws dev.drey.keeper.policy.Unreadable with everything that is wrong
   */
  Policy policy(Map<String, String> tags, Map<String, String> group) {
    return Policy.read(tags, group).or(usual);
  }

  Decision decide(Policy policy, ApplicationDetail detail, ApplicationSeen application) {
    ApplicationSeen seen = application;
    Decision decision = Decision.of(policy, seen, Optional.empty(), clock.instant());
    if (!decision.delete().isEmpty()) {
      seen = sparing(seen, detail, policy);
      decision = Decision.of(policy, seen, Optional.empty(), clock.instant());
    }
    if (decision.take().isPresent()) { // asked only where it matters: it may cost a few calls
      decision =
          Decision.of(policy, seen, load.reasonToWait(detail.applicationName()), clock.instant());
    }
    return decision;
  }

  /**
   * Looked at where something would be deleted, for it costs calls: what a rollback goes back to
   * may lie many failed updates behind, and where snapshots are verified, a later one than the last
   * proven good may yet turn out to be damaged.
   */
  private ApplicationSeen sparing(ApplicationSeen seen, ApplicationDetail detail, Policy policy) {
    Optional<String> proven =
        policy.verify().flatMap(any -> verifier.lastProven(detail.applicationName()));
    return seen.sparing(service.wayBack(detail), proven);
  }
}
