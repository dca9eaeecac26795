package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.LogPlace;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Status;
import dev.drey.core.model.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** What is known of all applications, kept through every crash. */
public interface Applications {

  /**
   * Writes a new application.
   *
   * @return false if its name is taken
   */
  boolean create(Application application, Version first);

  /**
   * Writes {@code after} and the records with it, all or nothing, if the application is still at
   * the revision of {@code before}.
   *
   * @return false if somebody else wrote first; nothing was written then
   */
  boolean replace(Application before, Application after, Records records);

  /**
   * Forgets the application, its versions and operations, and its snapshots too unless they are to
   * stay for the next of its name.
   */
  boolean remove(Application application, boolean keepSnapshots);

  Optional<Application> find(ApplicationId id);

  /** Every application there is, of every account. */
  List<ApplicationId> all();

  /** Those with a deployment that has processes, or may have. */
  List<Application> launched();

  /** Those of one account by name, from the first after {@code after} on. */
  List<Summary> list(String region, String account, Optional<ApplicationName> after, int limit);

  int count(String region, String account);

  /**
   * The names of the log groups that applications of an account log to, in their current versions.
   */
  SortedSet<String> logGroups(String region, String account);

  /** Those of an account that log to a group, in their current versions, by name. */
  List<Logging> loggingTo(String region, String account, String group);

  Optional<Version> version(ApplicationId id, int number);

  /** Newest first. */
  List<Version> versions(ApplicationId id);

  Optional<Snapshot> snapshot(ApplicationId id, SnapshotName name);

  /** All of them, unlisted ones too, newest first. */
  List<Snapshot> snapshots(ApplicationId id);

  /** Where snapshots lie, all that are known, also those that wait for the next of their name. */
  Set<String> snapshotLocations();

  Optional<Operation> operation(ApplicationId id, OperationId operation);

  /** Newest first. */
  List<Operation> operations(ApplicationId id);

  /** The hashes of all code that some version of some application has. */
  Set<Sha256> codeInUse();

  /** The hashes of all code that some version of an account's applications has. */
  Set<Sha256> codeInUse(String region, String account);

  /** What a list shows of an application; the runtime is that of the version it is at. */
  record Summary(ApplicationId id, Status status, int version, RuntimeEnvironment runtime) {
    public static Summary of(Application application, Version current) {
      return new Summary(
          application.id(),
          application.status(),
          application.version(),
          current.configuration().runtime());
    }
  }

  /** An application, and where it logs. */
  record Logging(Application application, LogPlace place) {
    public static Logging of(Application application, Version current) {
      return new Logging(
          application,
          current
              .configuration()
              .logPlace()
              .orElseGet(() -> LogPlace.usual(application.id().name())));
    }
  }

  /**
   * What is written together with an application. Versions and snapshots replace those of the same
   * number or name, operations those of the same id.
   */
  record Records(
      List<Version> versions,
      List<Snapshot> snapshots,
      List<SnapshotName> removedSnapshots,
      List<Operation> operations) {
    public static final Records NONE = new Records(List.of(), List.of(), List.of(), List.of());

    public Records {
      versions = List.copyOf(versions);
      snapshots = List.copyOf(snapshots);
      removedSnapshots = List.copyOf(removedSnapshots);
      operations = List.copyOf(operations);
    }

    public static Records of(Operation operation) {
      return new Records(List.of(), List.of(), List.of(), List.of(operation));
    }

    public static Records of(Snapshot snapshot) {
      return new Records(List.of(), List.of(snapshot), List.of(), List.of());
    }

    public static Records of(Version version, Operation operation) {
      return new Records(List.of(version), List.of(), List.of(), List.of(operation));
    }
  }
}
