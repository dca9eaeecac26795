package dev.drey.storage.database;

import dev.drey.core.control.Applications;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.LogPlace;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Applications in a database. A change is written in one transaction that begins by comparing the
 * revision it was decided on, so that of two that race one wins and the other writes nothing.
 */
public final class SqlApplications implements Applications {
  private final Database database;
  private final StoredJson json = new StoredJson();
  private final VersionTable versions = new VersionTable(json);
  private final SnapshotTable snapshots = new SnapshotTable();
  private final OperationTable operations = new OperationTable(json);

  public SqlApplications(Database database) {
    this.database = database;
  }

  @Override
  public boolean create(Application application, Version first) {
    return database.write(
        handle -> {
          boolean won = insert(handle, application);
          if (won) {
            versions.write(handle, application.id(), first);
          }
          return won;
        });
  }

  private boolean insert(Handle handle, Application application) {
    var insert =
        handle.createUpdate(
            """
            INSERT INTO applications (region, account, name, uid, description, created_at, updated_at, version,
              attempts, tags, run, maintenance_start, phase, launched, revision)
            VALUES (:region, :account, :application, :uid, :description, :createdAt, :updatedAt, :version,
              :attempts, :tags, :run, :maintenanceStart, :phase, :launched, :revision)
            ON CONFLICT (region, account, name) DO NOTHING
            """);
    return bind(insert, application).bind("revision", application.revision()).execute() == 1;
  }

  @Override
  public boolean replace(Application before, Application after, Records records) {
    ApplicationId id = before.id();
    return database.write(
        handle -> {
          if (!update(handle, before, after)) {
            return false;
          }
          records.versions().forEach(version -> versions.write(handle, id, version));
          records.snapshots().forEach(snapshot -> snapshots.write(handle, id, snapshot));
          records.removedSnapshots().forEach(name -> snapshots.delete(handle, id, name));
          records.operations().forEach(operation -> operations.write(handle, id, operation));
          return true;
        });
  }

  private boolean update(Handle handle, Application before, Application after) {
    var update =
        handle.createUpdate(
            """
            UPDATE applications
            SET description = :description, created_at = :createdAt, updated_at = :updatedAt, version = :version,
              attempts = :attempts, tags = :tags, run = :run, maintenance_start = :maintenanceStart, phase = :phase,
              launched = :launched, revision = revision + 1
            WHERE region = :region AND account = :account AND name = :application
              AND uid = :uid AND revision = :revision
            """);
    return bind(update, after)
            .bind("uid", before.uid())
            .bind("revision", before.revision())
            .execute()
        == 1;
  }

  private <S extends SqlStatement<S>> S bind(S statement, Application application) {
    return Columns.bindId(statement, application.id())
        .bind("uid", application.uid())
        .bind("description", Columns.free(application.description()))
        .bind("createdAt", application.createdAt().toString())
        .bind("updatedAt", application.updatedAt().toString())
        .bind("version", application.version())
        .bind("attempts", application.attempts())
        .bind("tags", json.write(application.tags()))
        .bind("run", application.run().map(run -> json.write(RunConfiguration.class, run)))
        .bind("maintenanceStart", application.maintenanceStart())
        .bind("phase", json.write(Phase.class, application.phase()))
        .bind("launched", application.phase().launch().isPresent());
  }

  @Override
  public boolean remove(Application application, boolean keepSnapshots) {
    return database.write(
        handle -> {
          boolean won = delete(handle, application);
          if (won && !keepSnapshots) {
            snapshots.deleteAll(handle, application.id());
          }
          return won;
        });
  }

  /** Versions and operations go with the row they refer to. */
  private static boolean delete(Handle handle, Application application) {
    var delete =
        handle.createUpdate(
            """
            DELETE FROM applications
            WHERE region = :region AND account = :account AND name = :application
              AND uid = :uid AND revision = :revision
            """);
    return Columns.bindId(delete, application.id())
            .bind("uid", application.uid())
            .bind("revision", application.revision())
            .execute()
        == 1;
  }

  @Override
  public Optional<Application> find(ApplicationId id) {
    return database.read(
        handle ->
            Columns.bindId(
                    handle.createQuery(
                        """
                        SELECT * FROM applications
                        WHERE region = :region AND account = :account AND name = :application
                        """),
                    id)
                .map((row, context) -> application(row))
                .findOne());
  }

  @Override
  public List<ApplicationId> all() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT region, account, name FROM applications ORDER BY region, account, name")
                .map((row, context) -> id(row))
                .list());
  }

  /** What an earlier version wrote is marked as launched until it is written again. */
  @Override
  public List<Application> launched() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM applications WHERE launched ORDER BY region, account, name")
                .map((row, context) -> application(row))
                .filter(application -> application.phase().launch().isPresent())
                .list());
  }

  @Override
  public List<Summary> list(
      String region, String account, Optional<ApplicationName> after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.region, a.account, a.name, a.phase, a.version, v.runtime
                    FROM applications a JOIN versions v ON v.region = a.region AND v.account = a.account
                      AND v.application = a.name AND v.number = a.version
                    WHERE a.region = :region AND a.account = :account AND a.name > :after
                    ORDER BY a.name LIMIT :limit
                    """)
                .bind("region", region)
                .bind("account", account)
                .bind("after", after.map(ApplicationName::value).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> summary(row))
                .list());
  }

  private Summary summary(ResultSet row) throws SQLException {
    return new Summary(
        id(row),
        json.read(Phase.class, row.getString("phase")).status(),
        row.getInt("version"),
        new RuntimeEnvironment(row.getString("runtime")));
  }

  @Override
  public SortedSet<String> logGroups(String region, String account) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT coalesce(v.log_group, :usual || a.name)
                    FROM applications a JOIN versions v ON v.region = a.region AND v.account = a.account
                      AND v.application = a.name AND v.number = a.version
                    WHERE a.region = :region AND a.account = :account
                    """)
                .bind("usual", LogPlace.USUAL_GROUPS)
                .bind("region", region)
                .bind("account", account)
                .mapTo(String.class)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Some version of theirs says so, or their name; the current one decides. */
  @Override
  public List<Logging> loggingTo(String region, String account, String group) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM applications
                    WHERE region = :region AND account = :account AND name IN (
                      SELECT application FROM versions
                      WHERE region = :region AND account = :account AND log_group = :group
                      UNION SELECT :usual)
                    ORDER BY name
                    """)
                .bind("region", region)
                .bind("account", account)
                .bind("group", group)
                .bind("usual", usualOf(group))
                .map((row, context) -> application(row))
                .list()
                .stream()
                .map(each -> logging(handle, each))
                .filter(each -> each.place().group().equals(group))
                .toList());
  }

  /** The application that this is the usual group of; empty, as no name is, for another group. */
  private static String usualOf(String group) {
    return group.startsWith(LogPlace.USUAL_GROUPS)
        ? group.substring(LogPlace.USUAL_GROUPS.length())
        : "";
  }

  private Logging logging(Handle handle, Application application) {
    return Logging.of(
        application, versions.find(handle, application.id(), application.version()).orElseThrow());
  }

  @Override
  public int count(String region, String account) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM applications WHERE region = :region AND account ="
                        + " :account")
                .bind("region", region)
                .bind("account", account)
                .mapTo(int.class)
                .one());
  }

  private Application application(ResultSet row) throws SQLException {
    return new Application(
        id(row),
        row.getString("uid"),
        Columns.text(row, "description"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"),
        row.getInt("version"),
        row.getInt("attempts"),
        json.readTexts(row.getString("tags")),
        Columns.text(row, "run").map(run -> json.read(RunConfiguration.class, run)),
        row.getString("maintenance_start"),
        json.read(Phase.class, row.getString("phase")),
        row.getLong("revision"));
  }

  private static ApplicationId id(ResultSet row) throws SQLException {
    return new ApplicationId(
        row.getString("region"),
        row.getString("account"),
        new ApplicationName(row.getString("name")));
  }

  @Override
  public Optional<Version> version(ApplicationId id, int number) {
    return database.read(handle -> versions.find(handle, id, number));
  }

  @Override
  public List<Version> versions(ApplicationId id) {
    return database.read(handle -> versions.newestFirst(handle, id));
  }

  @Override
  public Optional<Snapshot> snapshot(ApplicationId id, SnapshotName name) {
    return database.read(handle -> snapshots.find(handle, id, name));
  }

  @Override
  public List<Snapshot> snapshots(ApplicationId id) {
    return database.read(handle -> snapshots.newestFirst(handle, id));
  }

  @Override
  public Optional<Operation> operation(ApplicationId id, OperationId operation) {
    return database.read(handle -> operations.find(handle, id, operation));
  }

  @Override
  public List<Operation> operations(ApplicationId id) {
    return database.read(handle -> operations.newestFirst(handle, id));
  }

  @Override
  public Set<Sha256> codeInUse() {
    return database.read(versions::codeInUse);
  }

  @Override
  public Set<Sha256> codeInUse(String region, String account) {
    return database.read(handle -> versions.codeInUse(handle, region, account));
  }

  @Override
  public Set<String> snapshotLocations() {
    return database.read(snapshots::locations);
  }
}
