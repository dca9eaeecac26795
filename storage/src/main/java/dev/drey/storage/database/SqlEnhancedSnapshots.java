package dev.drey.storage.database;

import dev.drey.core.control.EnhancedSnapshots;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotOperation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Enhanced snapshots in a database, under the same promise as applications. */
public final class SqlEnhancedSnapshots implements EnhancedSnapshots {
  private final Database database;
  private final StoredJson json = new StoredJson();

  public SqlEnhancedSnapshots(Database database) {
    this.database = database;
  }

  @Override
  public boolean create(EnhancedSnapshot snapshot, SnapshotOperation operation) {
    return database.write(
        handle -> {
          boolean won = insert(handle, snapshot);
          if (won) {
            write(handle, snapshot.id(), operation);
          }
          return won;
        });
  }

  private boolean insert(Handle handle, EnhancedSnapshot snapshot) {
    var insert =
        handle.createUpdate(
            """
            INSERT INTO enhanced_snapshots (region, account, name, sequence, snapshot, revision)
            VALUES (:region, :account, :name,
              (SELECT COALESCE(MAX(sequence), 0) + 1 FROM enhanced_snapshots
                WHERE region = :region AND account = :account),
              :snapshot, :revision)
            ON CONFLICT (region, account, name) DO NOTHING
            """);
    return bindId(insert, snapshot.id())
            .bind("snapshot", json.write(EnhancedSnapshot.class, snapshot))
            .bind("revision", snapshot.revision())
            .execute()
        == 1;
  }

  @Override
  public boolean replace(
      EnhancedSnapshot before, EnhancedSnapshot after, List<SnapshotOperation> operations) {
    return database.write(
        handle -> {
          var update =
              handle.createUpdate(
                  """
                  UPDATE enhanced_snapshots SET snapshot = :snapshot, revision = revision + 1
                  WHERE region = :region AND account = :account AND name = :name AND revision = :revision
                  """);
          boolean won =
              bindId(update, before.id())
                      .bind("snapshot", json.write(EnhancedSnapshot.class, after))
                      .bind("revision", before.revision())
                      .execute()
                  == 1;
          if (won) {
            operations.forEach(operation -> write(handle, before.id(), operation));
          }
          return won;
        });
  }

  @Override
  public boolean remove(EnhancedSnapshot snapshot, SnapshotOperation deletion) {
    return database.write(
        handle -> {
          var delete =
              handle.createUpdate(
                  """
                  DELETE FROM enhanced_snapshots
                  WHERE region = :region AND account = :account AND name = :name AND revision = :revision
                  """);
          boolean won =
              bindId(delete, snapshot.id()).bind("revision", snapshot.revision()).execute() == 1;
          if (won) {
            write(handle, snapshot.id(), deletion);
          }
          return won;
        });
  }

  private void write(Handle handle, EnhancedSnapshotId id, SnapshotOperation operation) {
    var insert =
        handle.createUpdate(
            """
            INSERT INTO enhanced_snapshot_operations (region, account, snapshot, id, sequence, state, ended_at,
              operation)
            VALUES (:region, :account, :name, :id,
              (SELECT COALESCE(MAX(sequence), 0) + 1 FROM enhanced_snapshot_operations
                WHERE region = :region AND account = :account AND snapshot = :name),
              :state, :endedAt, :operation)
            ON CONFLICT (region, account, snapshot, id) DO UPDATE SET
              state = excluded.state, ended_at = excluded.ended_at, operation = excluded.operation
            """);
    bindId(insert, id)
        .bind("id", operation.id().value())
        .bind("state", operation.state().name())
        .bind("endedAt", operation.endedAt().map(Instant::toString))
        .bind("operation", json.write(SnapshotOperation.class, operation))
        .execute();
  }

  @Override
  public Optional<EnhancedSnapshot> find(EnhancedSnapshotId id) {
    return database.read(
        handle ->
            bindId(
                    handle.createQuery(
                        """
                        SELECT * FROM enhanced_snapshots
                        WHERE region = :region AND account = :account AND name = :name
                        """),
                    id)
                .map((row, context) -> snapshot(row))
                .findOne());
  }

  @Override
  public List<EnhancedSnapshot> list(String region, String account) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM enhanced_snapshots WHERE region = :region AND account = :account
                    ORDER BY sequence DESC
                    """)
                .bind("region", region)
                .bind("account", account)
                .map((row, context) -> snapshot(row))
                .list());
  }

  private EnhancedSnapshot snapshot(ResultSet row) throws SQLException {
    return json.read(EnhancedSnapshot.class, row.getString("snapshot")).at(row.getLong("revision"));
  }

  @Override
  public Optional<SnapshotOperation> operation(EnhancedSnapshotId id, OperationId operation) {
    return database.read(
        handle ->
            bindId(
                    handle.createQuery(
                        """
                        SELECT operation FROM enhanced_snapshot_operations
                        WHERE region = :region AND account = :account AND snapshot = :name AND id = :id
                        """),
                    id)
                .bind("id", operation.value())
                .map((row, context) -> operation(row))
                .findOne());
  }

  @Override
  public List<SnapshotOperation> operations(EnhancedSnapshotId id) {
    return database.read(
        handle ->
            bindId(
                    handle.createQuery(
                        """
                        SELECT operation FROM enhanced_snapshot_operations
                        WHERE region = :region AND account = :account AND snapshot = :name
                        ORDER BY sequence DESC
                        """),
                    id)
                .map((row, context) -> operation(row))
                .list());
  }

  private SnapshotOperation operation(ResultSet row) throws SQLException {
    return json.read(SnapshotOperation.class, row.getString("operation"));
  }

  @Override
  public List<EnhancedSnapshotId> unfinished() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT region, account, snapshot FROM enhanced_snapshot_operations
                    WHERE state = 'IN_PROGRESS' ORDER BY region, account, snapshot
                    """)
                .map(
                    (row, context) ->
                        new EnhancedSnapshotId(
                            row.getString("region"),
                            row.getString("account"),
                            new SnapshotName(row.getString("snapshot"))))
                .list());
  }

  @Override
  public void forgetOperations(Instant endedBefore) {
    database.write(
        handle ->
            handle
                .createUpdate("DELETE FROM enhanced_snapshot_operations WHERE ended_at < :before")
                .bind("before", endedBefore.toString())
                .execute());
  }

  private static <S extends SqlStatement<S>> S bindId(S statement, EnhancedSnapshotId id) {
    return statement
        .bind("region", id.region())
        .bind("account", id.account())
        .bind("name", id.name().value());
  }
}
