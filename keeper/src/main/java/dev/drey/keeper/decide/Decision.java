package dev.drey.keeper.decide;

import dev.drey.keeper.decide.SnapshotSeen.State;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Retention;
import dev.drey.keeper.policy.Schedule;
import dev.drey.keeper.policy.Share;
import dev.drey.keeper.policy.Share.Depth;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a policy asks for now.
 *
 * @param take the name of the snapshot to take, and when it was due
 * @param waiting why none is taken although one is due
 * @param delete snapshots to delete, oldest first
 * @param verify which are to be verified once
 * @param next when one is due after this
 */
public record Decision(
    Optional<Take> take,
    Optional<String> waiting,
    List<SnapshotSeen> delete,
    Verify verify,
    Optional<Instant> next) {

  /** A snapshot that is due. */
  public record Take(String name, Instant due) {}

  /** Snapshots that are to be verified, newest first, and how far. */
  public record Verify(List<SnapshotSeen> snapshots, Depth depth) {
    private static final Verify NONE = new Verify(List.of(), Depth.READ);

    public Verify {
      snapshots = List.copyOf(snapshots);
    }
  }

  /** AWS's limit of snapshots of one application. */
  public static final int LIMIT = 1_000;

  /** From here on the oldest that the policy made go, even without a retention. */
  private static final int CROWDED = 900;

  /** From here on none is taken: people need room for their own. */
  private static final int FULL = 980;

  private static final Duration FAILED_STAYS = Duration.ofDays(1);
  private static final int FAILED_KEPT = 10;
  private static final Duration LONGEST_STAGGER = Duration.ofMinutes(10);
  private static final int SHARE_OF_PERIOD = 10;

  public Decision {
    delete = List.copyOf(delete);
  }

  /**
   * Decides for one application.
   *
   * @param busy why it would be hard on the application to take one now, if it would
   */
  public static Decision of(
      Policy policy, ApplicationSeen application, Optional<String> busy, Instant now) {
    List<SnapshotSeen> delete = deletions(policy, application, now);
    Verify verify = verifications(policy, application, delete);
    Optional<Instant> next = policy.snapshots().flatMap(schedule -> schedule.nextDue(now));
    Optional<Take> due = policy.snapshots().flatMap(schedule -> due(schedule, application, now));
    if (due.isEmpty()) {
      return new Decision(Optional.empty(), Optional.empty(), delete, verify, next);
    }
    Optional<String> wait = reasonToWait(policy, application, busy, now);
    return wait.isPresent()
        ? new Decision(Optional.empty(), wait, delete, verify, next)
        : new Decision(due, Optional.empty(), delete, verify, next);
  }

  /** Only the newest time counts: what was missed is caught up once. */
  private static Optional<Take> due(Schedule schedule, ApplicationSeen application, Instant now) {
    if (!application.isRunning() && !isComingBack(application)) {
      return Optional.empty();
    }
    return schedule
        .lastDue(now.minus(stagger(schedule, application, now)))
        .flatMap(
            last -> new Slot(last).open(application.snapshots()).map(name -> new Take(name, last)));
  }

  private static boolean isComingBack(ApplicationSeen application) {
    return Set.of("UPDATING", "AUTOSCALING", "STARTING", "ROLLING_BACK", "MAINTENANCE")
        .contains(application.status());
  }

  /** The same for an application every time, so that a crash does not throw the dice again. */
  private static Duration stagger(Schedule schedule, ApplicationSeen application, Instant now) {
    Duration period =
        schedule
            .lastDue(now)
            .flatMap(due -> schedule.nextDue(due).map(next -> Duration.between(due, next)))
            .orElse(Duration.ZERO);
    Duration most = period.dividedBy(SHARE_OF_PERIOD);
    long bound = Math.min(most.toSeconds(), LONGEST_STAGGER.toSeconds());
    return bound < 1
        ? Duration.ZERO
        : Duration.ofSeconds(Math.floorMod(application.name().hashCode(), bound));
  }

  private static Optional<String> reasonToWait(
      Policy policy, ApplicationSeen application, Optional<String> busy, Instant now) {
    if (!application.isRunning()) {
      return Optional.of("the application is " + application.status());
    }
    if (policy.never().stream().anyMatch(window -> window.covers(now))) {
      return Optional.of("snapshots.never says not now");
    }
    Optional<String> other =
        application.snapshots().stream()
            .filter(snapshot -> snapshot.state() == State.CREATING)
            .map(snapshot -> "snapshot " + snapshot.name() + " is being taken")
            .findFirst();
    if (other.isPresent()) {
      return other;
    }
    if (application.snapshots().size() >= FULL) {
      return Optional.of(
          "it has %d of %d snapshots; delete some, or let snapshots.keep do it"
              .formatted(application.snapshots().size(), LIMIT));
    }
    return isLate(policy, now) ? Optional.empty() : busy;
  }

  /** Half-way to the next time it is taken all the same: always busy is no reason for never. */
  private static boolean isLate(Policy policy, Instant now) {
    return policy
        .snapshots()
        .flatMap(
            schedule ->
                schedule
                    .lastDue(now)
                    .flatMap(
                        due ->
                            schedule
                                .nextDue(now)
                                .map(next -> due.plus(Duration.between(due, next).dividedBy(2)))))
        .filter(now::isAfter)
        .isPresent();
  }

  private static Verify verifications(
      Policy policy, ApplicationSeen application, List<SnapshotSeen> delete) {
    return policy
        .verify()
        .map(share -> new Verify(chosen(share, application, delete), share.depth()))
        .orElse(Verify.NONE);
  }

  private static List<SnapshotSeen> chosen(
      Share share, ApplicationSeen application, List<SnapshotSeen> delete) {
    return application.snapshots().stream()
        .filter(SnapshotSeen::isReady)
        .filter(it -> share.has(it.name()))
        .filter(it -> !delete.contains(it))
        .toList();
  }

  private static List<SnapshotSeen> deletions(
      Policy policy, ApplicationSeen application, Instant now) {
    Set<String> needed = Needed.of(application);
    List<SnapshotSeen> unneeded =
        application.snapshots().stream()
            .filter(it -> !needed.contains(it.name()))
            .filter(it -> isMeant(policy, it))
            .toList();
    return Stream.of(
            failed(policy, application, unneeded, now),
            beyond(policy, application, unneeded),
            crowding(policy, application, unneeded))
        .flatMap(List::stream)
        .distinct()
        .sorted((one, other) -> one.createdAt().compareTo(other.createdAt()))
        .toList();
  }

  private static boolean isMeant(Policy policy, SnapshotSeen snapshot) {
    return Slot.isPolicys(snapshot.name()) || policy.keep().map(Retention::all).orElse(false);
  }

  /**
   * Of no use to anybody, and counted all the same. A few stay until there is a better one: they
   * may have failed by being verified, and somebody may yet save what is in them.
   */
  private static List<SnapshotSeen> failed(
      Policy policy, ApplicationSeen application, List<SnapshotSeen> unneeded, Instant now) {
    if (policy.isNone()) {
      return List.of();
    }
    Set<SnapshotSeen> newest =
        application.snapshots().stream()
            .takeWhile(it -> !it.isReady())
            .filter(it -> it.state() == State.FAILED)
            .limit(FAILED_KEPT)
            .collect(Collectors.toSet());
    return unneeded.stream()
        .filter(it -> it.state() == State.FAILED)
        .filter(it -> it.createdAt().plus(FAILED_STAYS).isBefore(now))
        .filter(it -> !newest.contains(it))
        .toList();
  }

  private static List<SnapshotSeen> beyond(
      Policy policy, ApplicationSeen application, List<SnapshotSeen> unneeded) {
    if (policy.keep().isEmpty()) {
      return List.of();
    }
    Retention keep = policy.keep().get();
    List<SnapshotSeen> candidates =
        application.snapshots().stream()
            .filter(SnapshotSeen::isReady)
            .filter(it -> isMeant(policy, it))
            .toList();
    ZoneId zone = policy.snapshots().map(Schedule::zone).orElse(ZoneOffset.UTC);
    Set<SnapshotSeen> kept = keep.kept(candidates, SnapshotSeen::createdAt, zone);
    return unneeded.stream()
        .filter(SnapshotSeen::isReady)
        .filter(it -> !kept.contains(it))
        .toList();
  }

  private static List<SnapshotSeen> crowding(
      Policy policy, ApplicationSeen application, List<SnapshotSeen> unneeded) {
    int tooMany = application.snapshots().size() - CROWDED;
    if (policy.snapshots().isEmpty() || tooMany <= 0) {
      return List.of();
    }
    List<SnapshotSeen> policys =
        unneeded.stream()
            .filter(SnapshotSeen::isReady)
            .filter(it -> Slot.isPolicys(it.name()))
            .toList();
    return policys.subList(Math.max(0, policys.size() - tooMany), policys.size());
  }
}
