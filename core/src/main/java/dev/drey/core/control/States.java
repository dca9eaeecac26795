package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Parked;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Which state an application is to start from, and whether it can save what it has now. */
final class States {
  private final Applications applications;
  private final Reconciler reconciler;
  private final EnhancedOrigins enhanced;

  States(Applications applications, Reconciler reconciler, EnhancedOrigins enhanced) {
    this.applications = applications;
    this.reconciler = reconciler;
    this.enhanced = enhanced;
  }

  Origin askedFor(Application application, RunConfiguration asked) {
    return switch (asked.restore()) {
      case SKIP -> new Origin.Empty();
      case LATEST -> newest(application, asked.allowNonRestoredState());
      case CUSTOM -> named(application, asked);
    };
  }

  private Origin named(Application application, RunConfiguration asked) {
    boolean allowNonRestored = asked.allowNonRestoredState();
    return asked
        .enhanced()
        .map(id -> EnhancedOrigins.restore(enhanced.named(application, id), allowNonRestored))
        .orElseGet(
            () ->
                restore(
                    usable(application.id(), asked.snapshot().orElseThrow()), allowNonRestored));
  }

  /**
   * The runtime environment that wrote what is asked for.
   *
   * @param running what the state is saved by that is yet to come; absent where nothing runs
   * @return absent for no state, and where only its place is known
   * @throws Refused if {@code target} is too old to read it
   */
  Optional<RuntimeEnvironment> writer(
      Application application,
      RunConfiguration asked,
      Optional<RuntimeEnvironment> running,
      RuntimeEnvironment target) {
    Optional<RuntimeEnvironment> writer =
        switch (asked.restore()) {
          case SKIP -> Optional.empty();
          case LATEST -> running.or(() -> writerOfNewest(application));
          case CUSTOM -> writerOfNamed(application, asked);
        };
    writer
        .filter(target::isOlderThan)
        .ifPresent(
            newer -> {
              throw tooOld(application, newer, target);
            });
    return writer;
  }

  private Optional<RuntimeEnvironment> writerOfNamed(
      Application application, RunConfiguration asked) {
    return asked.enhanced().isPresent()
        ? runtimeOf(enhanced.named(application, asked.enhanced().get()))
        : Optional.of(usable(application.id(), asked.snapshot().orElseThrow()).runtime());
  }

  private Optional<RuntimeEnvironment> writerOfNewest(Application application) {
    if (!(application.phase() instanceof Ready ready) || ready.leftAt().isPresent()) {
      return Optional.empty();
    }
    Optional<Snapshot> own = newestUsable(application, snapshot -> true);
    return enhancedSince(application, own)
        .flatMap(States::runtimeOf)
        .or(() -> own.map(Snapshot::runtime));
  }

  /** Not known of one that was imported. */
  private static Optional<RuntimeEnvironment> runtimeOf(EnhancedSnapshot snapshot) {
    return snapshot.taken().map(EnhancedSnapshot.Source.Taken::runtime);
  }

  private Optional<EnhancedSnapshot> enhancedSince(
      Application application, Optional<Snapshot> own) {
    return enhanced
        .newest(application)
        .filter(it -> own.isEmpty() || it.createdAt().isAfter(own.get().createdAt()));
  }

  private Optional<Snapshot> newestUsable(Application application, Predicate<Snapshot> wanted) {
    return applications.snapshots(application.id()).stream()
        .filter(Snapshot::isUsable)
        .filter(wanted)
        .findFirst();
  }

  private Refused tooOld(
      Application application, RuntimeEnvironment writer, RuntimeEnvironment target) {
    String instead =
        newestUsable(
                application,
                snapshot -> snapshot.listed() && !target.isOlderThan(snapshot.runtime()))
            .map(
                snapshot ->
                    "The newest snapshot it can read is "
                        + snapshot.name()
                        + " of "
                        + snapshot.createdAt()
                        + ": name it with RESTORE_FROM_CUSTOM_SNAPSHOT, and what came since is"
                        + " processed and written again")
            .orElse(
                "There is no snapshot that it can read; SKIP_RESTORE_FROM_SNAPSHOT starts empty");
    return new Refused(
        Reason.INVALID_ARGUMENT,
        target
            + " cannot read state that "
            + writer
            + " wrote: Flink reads what older versions wrote, never what newer ones did. "
            + instead);
  }

  private Origin newest(Application application, boolean allowNonRestored) {
    if (application.phase() instanceof Ready ready && ready.leftAt().isPresent()) {
      return new Origin.Restore(ready.leftAt().get(), Optional.empty(), allowNonRestored);
    }
    if (application.phase() instanceof Parked parked) {
      return parked.origin();
    }
    Optional<Snapshot> own = newestUsable(application, snapshot -> true);
    Optional<EnhancedSnapshot> since = enhancedSince(application, own);
    refuseOlderThanDamaged(application, own, since);
    return since
        .map(it -> EnhancedOrigins.restore(it, allowNonRestored))
        .or(() -> own.map(snapshot -> restore(snapshot, allowNonRestored)))
        .orElseGet(Origin.Empty::new);
  }

  /** Further back than asked for is gone only by name: input would be processed again. */
  private void refuseOlderThanDamaged(
      Application application, Optional<Snapshot> own, Optional<EnhancedSnapshot> since) {
    Optional<Snapshot> newest =
        applications.snapshots(application.id()).stream()
            .filter(snapshot -> snapshot.status() == SnapshotStatus.READY)
            .findFirst()
            .filter(Snapshot::isDamaged)
            .filter(
                damaged ->
                    since.isEmpty() || since.get().createdAt().isBefore(damaged.createdAt()));
    if (newest.isEmpty()) {
      return;
    }
    throw new Refused(
        Reason.INVALID_ARGUMENT,
        "the newest snapshot "
            + newest.get().name()
            + " is damaged: "
            + newest.get().proof().flatMap(Proof::damage).orElse("")
            + ". "
            + own.map(
                    older ->
                        "The newest before it that can be used is "
                            + older.name()
                            + " of "
                            + older.createdAt()
                            + ": name it with RESTORE_FROM_CUSTOM_SNAPSHOT, and what came since is"
                            + " processed and written again")
                .orElse("There is no older one; SKIP_RESTORE_FROM_SNAPSHOT starts empty"));
  }

  /**
   * What a version can restore for certain: the newest snapshot that was taken under it, or under
   * what it is a copy of; else the newest that is not from a later version or runtime.
   */
  Optional<Snapshot> newestUnder(ApplicationId id, Version version) {
    List<Snapshot> usable = applications.snapshots(id).stream().filter(Snapshot::isUsable).toList();
    return usable.stream()
        .filter(
            it ->
                it.version() == version.number()
                    || version.rolledBackTo().equals(OptionalInt.of(it.version())))
        .findFirst()
        .or(
            () ->
                usable.stream()
                    .filter(it -> it.version() < version.number())
                    .filter(it -> !version.configuration().runtime().isOlderThan(it.runtime()))
                    .findFirst());
  }

  /** Whether its job was seen not to run: not to have been able to look says nothing. */
  boolean isDown(ApplicationId id) {
    return reconciler
        .lastSeen(id)
        .map(Sighting::condition)
        .filter(it -> it != Condition.HEALTHY && it != Condition.UNKNOWN)
        .isPresent();
  }

  static Origin restore(Snapshot snapshot, boolean allowNonRestored) {
    return new Origin.Restore(
        snapshot.location().orElseThrow(), Optional.of(snapshot.name()), allowNonRestored);
  }

  /** The named one, or a refusal if nothing can be restored from it. */
  Snapshot usable(ApplicationId id, SnapshotName name) {
    Optional<Snapshot> snapshot = applications.snapshot(id, name).filter(Snapshot::listed);
    if (snapshot.isEmpty() || !snapshot.get().isUsable()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "snapshot "
              + name
              + " of "
              + id.name()
              + snapshot.map(States::whyNot).orElse(" does not exist")
              + "; ListApplicationSnapshots shows those there are");
    }
    return snapshot.get();
  }

  private static String whyNot(Snapshot snapshot) {
    return snapshot
        .proof()
        .flatMap(Proof::damage)
        .map(damage -> " is damaged: " + damage)
        .orElseGet(() -> " is " + snapshot.status() + ", not READY");
  }

  /** In AWS's words: a job that is coming back cannot save its state. */
  void refuseWhileDown(Application application) {
    if (application.status() != Status.RUNNING) {
      return;
    }
    Optional<Sighting> seen = reconciler.lastSeen(application.id());
    if (seen.filter(Sighting::isUp).isPresent()) {
      return;
    }
    throw new Refused(
        Reason.INVALID_CONFIGURATION,
        "Failed to take snapshot for the application "
            + application.id().name()
            + " at this moment. The application is currently experiencing downtime."
            + seen.flatMap(Sighting::cause)
                .map(cause -> " Its newest failure: " + cause + ".")
                .orElse("")
            + " Retry when it runs again, or stop it with Force, which takes no snapshot.");
  }
}
