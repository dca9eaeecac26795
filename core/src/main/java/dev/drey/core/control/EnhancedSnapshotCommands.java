package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Encryption;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshot.Source;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotMode;
import dev.drey.core.model.SnapshotOperation;
import dev.drey.core.model.SnapshotOperation.Kind;
import dev.drey.core.model.SnapshotStatus;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What callers can ask of enhanced snapshots. A command checks and writes; the copyist acts. */
public final class EnhancedSnapshotCommands {
  private static final int RACES = 50;
  private static final String RESERVED = "SYSTEMSNAPSHOT";

  private final EnhancedSnapshots snapshots;
  private final Applications applications;
  private final States states;
  private final Copyist copyist;
  private final Ids ids;
  private final Clock clock;
  private final Quotas quotas;

  /** Held between looking at what there is and adding: this process is the only one that writes. */
  private final Object adding = new Object();

  public EnhancedSnapshotCommands(
      EnhancedSnapshots snapshots,
      Applications applications,
      Reconciler reconciler,
      Copyist copyist,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    this.snapshots = snapshots;
    this.applications = applications;
    this.states = new States(applications, reconciler, new EnhancedOrigins(snapshots));
    this.copyist = copyist;
    this.ids = ids;
    this.clock = clock;
    this.quotas = quotas;
  }

  /** Takes the state of a running application. */
  public AskedSnapshot create(ApplicationId from, NewEnhancedSnapshot asked) {
    synchronized (adding) {
      return taken(from, asked);
    }
  }

  private AskedSnapshot taken(ApplicationId from, NewEnhancedSnapshot asked) {
    check(asked);
    Application application =
        applications
            .find(from)
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND, "application " + from.name() + " does not exist"));
    Source.Taken source = source(application);
    EnhancedSnapshot snapshot = begun(asked, source);
    application.phase().snapshot(snapshot.handle(), clock.instant());
    refuseSecond(source);
    return written(snapshot, operation(Kind.CREATE));
  }

  private Source.Taken source(Application application) {
    Version running =
        application
            .phase()
            .launch()
            .flatMap(launch -> applications.version(application.id(), launch.version()))
            .or(() -> applications.version(application.id(), application.version()))
            .orElseThrow();
    if (running.configuration().snapshotMode().orElse(SnapshotMode.LEGACY) == SnapshotMode.LEGACY) {
      throw new Refused(
          Reason.INVALID_CONFIGURATION,
          application.id().name()
              + " has SnapshotMode APPLICATION_SNAPSHOTS_LEGACY; set ENHANCED_SNAPSHOTS with"
              + " UpdateApplication, or use CreateApplicationSnapshot");
    }
    states.refuseWhileDown(application);
    return new Source.Taken(
        application.id().name(),
        application.uid(),
        application.createdAt(),
        running.number(),
        running.configuration().runtime());
  }

  private void refuseSecond(Source.Taken source) {
    for (EnhancedSnapshotId id : snapshots.unfinished()) {
      Optional<EnhancedSnapshot> other = snapshots.find(id);
      boolean same =
          other
              .filter(each -> each.status() == SnapshotStatus.CREATING)
              .flatMap(EnhancedSnapshot::taken)
              .filter(taken -> taken.uid().equals(source.uid()))
              .isPresent();
      if (same) {
        throw new Refused(
            Reason.IN_USE,
            "snapshot "
                + id.name()
                + " of "
                + source.application()
                + " is being taken; wait until it is READY");
      }
    }
  }

  /** Copies a savepoint out of a bucket. */
  public AskedSnapshot importFrom(
      S3Prefix from, Optional<Encryption> encrypted, NewEnhancedSnapshot asked) {
    synchronized (adding) {
      check(asked);
      EnhancedSnapshot snapshot = begun(asked, new Source.Imported(from));
      return written(snapshot, operation(Kind.IMPORT).with(from, encrypted));
    }
  }

  /** Copies a snapshot into a bucket. */
  public SnapshotOperation export(
      EnhancedSnapshotId id, S3Prefix to, Optional<Encryption> encrypted) {
    SnapshotOperation operation = operation(Kind.EXPORT).with(to, encrypted);
    change(
        id,
        before -> {
          if (before.status() != SnapshotStatus.READY) {
            throw new Refused(
                Reason.IN_USE,
                "snapshot "
                    + id.name()
                    + " is "
                    + before.status()
                    + "; only a READY one has state");
          }
          snapshots.operations(id).stream()
              .filter(each -> each.kind() == Kind.EXPORT && each.isUnderWay())
              .findFirst()
              .ifPresent(
                  each -> {
                    throw new Refused(
                        Reason.LIMIT_EXCEEDED,
                        "snapshot "
                            + id.name()
                            + " is being exported by operation "
                            + each.id()
                            + "; one export at a time, wait for its end");
                  });
          return before;
        },
        List.of(operation));
    return operation;
  }

  /** Deletes it when nothing copies it any more. */
  public AskedSnapshot delete(EnhancedSnapshotId id, Instant createdAt) {
    SnapshotOperation operation = operation(Kind.DELETE);
    EnhancedSnapshot after =
        change(
            id,
            before -> {
              Seconds.same("SnapshotCreationTimestamp", createdAt, id.name(), before.createdAt());
              if (before.status() != SnapshotStatus.READY
                  && before.status() != SnapshotStatus.FAILED) {
                throw new Refused(
                    Reason.IN_USE, "snapshot " + id.name() + " is " + before.status());
              }
              refuseNeeded(before);
              return before.deleting();
            },
            List.of(operation));
    return new AskedSnapshot(after, operation);
  }

  private void refuseNeeded(EnhancedSnapshot snapshot) {
    copyist
        .neededBy(snapshot)
        .ifPresent(
            application -> {
              throw new Refused(
                  Reason.IN_USE,
                  application.name()
                      + " was started from snapshot "
                      + snapshot.id().name()
                      + " and has not completed a checkpoint since; try again after its next one");
            });
  }

  public void tag(EnhancedSnapshotId id, Map<String, String> tags) {
    change(
        id,
        before -> {
          var all = new TreeMap<>(before.tags());
          all.putAll(tags);
          checkTags(all);
          return before.tagged(all);
        },
        List.of());
  }

  public void untag(EnhancedSnapshotId id, List<String> keys) {
    change(
        id,
        before -> {
          var left = new TreeMap<>(before.tags());
          keys.forEach(left::remove);
          return before.tagged(left);
        },
        List.of());
  }

  /** The snapshot, or a refusal if there is none. */
  public EnhancedSnapshot find(EnhancedSnapshotId id) {
    return snapshots
        .find(id)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.NOT_FOUND,
                    "snapshot " + id.name() + " does not exist in account " + id.account()));
  }

  private void check(NewEnhancedSnapshot asked) {
    EnhancedSnapshotId id = asked.id();
    if (id.name().value().toUpperCase(Locale.ROOT).startsWith(RESERVED)) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "names that begin with " + RESERVED + " are for the service's own; choose another name");
    }
    checkTags(asked.tags());
    if (snapshots.find(id).isPresent()) {
      throw taken(id);
    }
    if (snapshots.list(id.region(), id.account()).size() >= quotas.enhancedSnapshots()) {
      throw new Refused(
          Reason.LIMIT_EXCEEDED,
          "the account has "
              + quotas.enhancedSnapshots()
              + " snapshots, which is its limit; delete some, or raise the setting"
              + " drey.quotas.enhanced-snapshots");
    }
  }

  private void checkTags(Map<String, String> tags) {
    if (tags.size() > quotas.tags()) {
      throw new Refused(
          Reason.TOO_MANY_TAGS,
          "a snapshot may carry " + quotas.tags() + " tags, and this would make " + tags.size());
    }
  }

  private EnhancedSnapshot begun(NewEnhancedSnapshot asked, Source source) {
    return EnhancedSnapshot.begun(
        asked.id(),
        ids.operation().value(),
        asked.description(),
        source,
        asked.encryption(),
        asked.tags(),
        clock.instant());
  }

  private SnapshotOperation operation(Kind kind) {
    return SnapshotOperation.begun(ids.operation(), kind, clock.instant());
  }

  private AskedSnapshot written(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    if (!snapshots.create(snapshot, operation)) {
      throw taken(snapshot.id());
    }
    copyist.nudge(snapshot.id());
    return new AskedSnapshot(snapshot, operation);
  }

  /** Decides on the newest revision, and again if somebody else writes first. */
  private EnhancedSnapshot change(
      EnhancedSnapshotId id,
      UnaryOperator<EnhancedSnapshot> decide,
      List<SnapshotOperation> operations) {
    for (int race = 0; race < RACES; race++) {
      EnhancedSnapshot before = find(id);
      EnhancedSnapshot after = decide.apply(before);
      if (snapshots.replace(before, after, operations)) {
        copyist.nudge(id);
        return after;
      }
    }
    throw new Refused(
        Reason.STALE_VERSION, id.name() + " is being changed by many callers; try again");
  }

  private static Refused taken(EnhancedSnapshotId id) {
    return new Refused(
        Reason.IN_USE,
        "a snapshot named "
            + id.name()
            + " exists already, of whatever status; choose another name or delete it");
  }
}
