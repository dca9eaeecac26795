package dev.drey.core.control;

import dev.drey.core.control.Applications.Records;
import dev.drey.core.control.Decisions.Draft;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.MaintenanceWindow;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Applications come and go, and are labelled in between. */
public final class ApplicationCommands {
  private final Applications applications;
  private final KeptCode code;
  private final Decisions decisions;
  private final Limits limits;
  private final Ids ids;

  /** Held between counting and adding: this process is the only one that writes. */
  private final Object adding = new Object();

  ApplicationCommands(
      Applications applications, KeptCode code, Decisions decisions, Limits limits, Ids ids) {
    this.applications = applications;
    this.code = code;
    this.decisions = decisions;
    this.limits = limits;
    this.ids = ids;
  }

  public Application create(NewApplication asked) {
    limits.check(asked.tags());
    limits.check(asked.configuration());
    if (applications.find(asked.id()).isPresent()) {
      throw taken(asked.id());
    }
    asked.code().ifPresent(any -> limits.oneMoreApplication(asked.id())); // before it is fetched
    return code.whileNaming(() -> written(asked));
  }

  private Application written(NewApplication asked) {
    Configuration configuration =
        asked
            .code()
            .map(source -> code.keep(asked.id().account(), source, asked.configuration()))
            .map(asked.configuration()::withCode)
            .orElse(asked.configuration());
    Instant now = decisions.now();
    var application =
        new Application(
            asked.id(),
            ids.application(),
            asked.description(),
            now,
            now,
            1,
            0,
            asked.tags(),
            Optional.empty(),
            MaintenanceWindow.startIn(asked.id().region()).toString(),
            Ready.NEW,
            0);
    synchronized (adding) {
      limits.oneMoreApplication(asked.id());
      if (!applications.create(application, Version.first(configuration, now))) {
        throw taken(asked.id());
      }
    }
    return application;
  }

  private static Refused taken(ApplicationId id) {
    return new Refused(
        Reason.IN_USE,
        "an application named " + id.name() + " exists already; choose another name or delete it");
  }

  public void delete(ApplicationId id, Instant createdAt) {
    decisions.write(
        id,
        before -> {
          Seconds.same("CreateTimestamp", createdAt, id.name(), before.createdAt());
          Phase deleting = before.phase().delete(Tags.keepSnapshots(before.tags()));
          return new Draft(before.in(deleting), unsaved(before));
        });
  }

  private Records unsaved(Application application) {
    return application
        .phase()
        .saving()
        .flatMap(name -> applications.snapshot(application.id(), name))
        .map(snapshot -> Records.of(snapshot.failed("the application was deleted")))
        .orElse(Records.NONE);
  }

  /** Legal while nothing is under way; it makes no version. */
  public Application maintainAt(ApplicationId id, LocalTime start) {
    return decisions.write(
        id,
        before -> {
          if (before.status() != Status.READY && before.status() != Status.RUNNING) {
            throw new Refused(
                Reason.IN_USE,
                id.name()
                    + " is "
                    + before.status()
                    + "; its maintenance window can be moved while it is READY or RUNNING");
          }
          return Draft.of(before.maintainedAt(start.toString()));
        });
  }

  public void tag(ApplicationId id, Map<String, String> tags) {
    decisions.write(
        id,
        before -> {
          var all = new TreeMap<>(before.tags());
          all.putAll(tags);
          limits.check(all);
          return Draft.of(before.tagged(all));
        });
  }

  public void untag(ApplicationId id, List<String> keys) {
    decisions.write(
        id,
        before -> {
          var left = new TreeMap<>(before.tags());
          keys.forEach(left::remove);
          return Draft.of(before.tagged(left));
        });
  }
}
