package dev.drey.keeper.tend;

import dev.drey.keeper.decide.Decision;
import dev.drey.keeper.decide.SnapshotSeen;
import dev.drey.keeper.decide.SnapshotSeen.State;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Share.Depth;
import dev.drey.keeper.policy.Unreadable;
import dev.drey.keeper.tend.Journal.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.KinesisAnalyticsV2Exception;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;

/**
 * Tends applications by their policies: looks at each, asks for the snapshots that are due, one
 * after another, and deletes those that need not stay. It remembers nothing: what was done shows in
 * the names of the snapshots, so that it may end between any two calls.
 */
public final class Keeper {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Service service;
  private final Judge judge;
  private final Verifier verifier;
  private final Journal journal;
  private final Clock clock;
  private final Pause pause;

  /**
   * A keeper of everything that this client sees.
   *
   * @param usual what holds where an application's owner says nothing
   */
  public Keeper(
      KinesisAnalyticsV2Client client,
      Policy usual,
      LoadCheck load,
      Verifier verifier,
      Journal journal,
      Clock clock,
      Pause pause) {
    this.service = new Service(client);
    this.judge = new Judge(service, usual, load, verifier, clock);
    this.verifier = verifier;
    this.journal = journal;
    this.clock = clock;
    this.pause = pause;
  }

  /** Does everything that is to be done now. */
  public void round() throws InterruptedException {
    List<Due> due = new ArrayList<>();
    service
        .applications()
        .forEach(
            application ->
                decide(application)
                    .ifPresent(
                        decision -> {
                          prune(application.applicationName(), decision.delete());
                          unverified(application.applicationName(), decision)
                              .ifPresent(
                                  each ->
                                      verify(
                                          application.applicationName(),
                                          each,
                                          decision.verify().depth()));
                          decision
                              .take()
                              .map(take -> new Due(application, take.due()))
                              .ifPresent(due::add);
                        }));
    due.sort(Comparator.comparing(Due::since));
    for (Due each : due) {
      take(each.application());
    }
  }

  /** One at a time: reading a large one is work for the machine, and the next round comes soon. */
  private Optional<SnapshotSeen> unverified(String application, Decision decision) {
    List<SnapshotSeen> verify = decision.verify().snapshots();
    if (verify.isEmpty()) {
      return Optional.empty();
    }
    Set<String> unverified = verifier.unverified(application);
    return verify.stream().filter(each -> unverified.contains(each.name())).findFirst();
  }

  private void verify(String application, SnapshotSeen snapshot, Depth depth) {
    verifier
        .verify(application, snapshot.name(), depth)
        .ifPresentOrElse(
            refusal -> tell(Kind.REFUSED, application, snapshot.name(), refusal),
            () -> tell(Kind.VERIFYING, application, snapshot.name(), "of " + snapshot.createdAt()));
  }

  private record Due(ApplicationSummary application, Instant since) {}

  /** Says what a round would do now. */
  public void rehearse() {
    service
        .applications()
        .forEach(
            application ->
                decide(application)
                    .ifPresent(decision -> rehearse(application.applicationName(), decision)));
  }

  private void rehearse(String application, Decision decision) {
    decision
        .take()
        .ifPresent(
            take -> tell(Kind.WOULD_TAKE, application, take.name(), "it was due at " + take.due()));
    decision
        .delete()
        .forEach(
            snapshot ->
                tell(
                    Kind.WOULD_DELETE,
                    application,
                    snapshot.name(),
                    "of " + snapshot.createdAt() + ", " + snapshot.state()));
    unverified(application, decision)
        .ifPresent(
            snapshot ->
                tell(
                    Kind.WOULD_VERIFY, application, snapshot.name(), "of " + snapshot.createdAt()));
  }

  private Optional<Decision> decide(ApplicationSummary summary) {
    String name = summary.applicationName();
    try {
      Map<String, String> tags = service.tags(summary.applicationARN());
      ApplicationDetail detail = service.detail(name);
      Policy policy = judge.policy(tags, Service.policies(detail));
      if (policy.isNone()) {
        return Optional.empty();
      }
      Decision decision = judge.decide(policy, detail, service.seen(detail));
      decision.waiting().ifPresent(why -> tell(Kind.WAITED, name, why));
      return Optional.of(decision);
    } catch (Unreadable e) {
      tell(Kind.UNREADABLE, name, e.getMessage());
    } catch (ResourceNotFoundException e) {
      return Optional.empty(); // deleted since it was listed
    } catch (KinesisAnalyticsV2Exception e) {
      tell(Kind.TROUBLE, name, message(e));
    }
    return Optional.empty();
  }

  /** Decides again first: others were taken meanwhile, and that takes its time. */
  private void take(ApplicationSummary application) throws InterruptedException {
    String name = application.applicationName();
    Optional<Decision.Take> take = decide(application).flatMap(Decision::take);
    if (take.isEmpty()) {
      return;
    }
    String snapshot = take.get().name();
    try {
      service.take(name, snapshot);
      await(name, snapshot, take.get().due());
    } catch (KinesisAnalyticsV2Exception e) {
      tell(Kind.REFUSED, name, snapshot, message(e) + "; tried again in the next round");
    }
  }

  private void await(String application, String snapshot, Instant due) throws InterruptedException {
    Instant late = clock.instant().plus(PATIENCE);
    while (clock.instant().isBefore(late)) {
      SnapshotSeen seen = service.snapshot(application, snapshot);
      if (seen.state() == State.READY) {
        tell(Kind.TAKEN, application, snapshot, "it was due at " + due);
        return;
      }
      if (seen.state() == State.FAILED) {
        tell(Kind.FAILED, application, snapshot, "the service could not take it");
        return;
      }
      pause.passes(LOOK);
    }
    tell(Kind.WAITED, application, "snapshot " + snapshot + " is still being taken");
  }

  private void prune(String application, List<SnapshotSeen> snapshots) {
    for (SnapshotSeen snapshot : snapshots) {
      try {
        service.delete(application, snapshot);
        tell(Kind.DELETED, application, snapshot.name(), "of " + snapshot.createdAt());
      } catch (ResourceNotFoundException e) {
        tell(Kind.DELETED, application, snapshot.name(), "somebody else was faster");
      } catch (ResourceInUseException e) {
        tell(Kind.REFUSED, application, snapshot.name(), message(e) + "; it stays for now");
      } catch (KinesisAnalyticsV2Exception e) {
        tell(Kind.TROUBLE, application, snapshot.name(), message(e));
        return;
      }
    }
  }

  private static String message(KinesisAnalyticsV2Exception e) {
    return e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
  }

  private void tell(Kind kind, String application, String message) {
    journal.tell(new Journal.Line(clock.instant(), kind, application, Optional.empty(), message));
  }

  private void tell(Kind kind, String application, String snapshot, String message) {
    journal.tell(
        new Journal.Line(clock.instant(), kind, application, Optional.of(snapshot), message));
  }
}
