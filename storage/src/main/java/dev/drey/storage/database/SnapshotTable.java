package dev.drey.storage.database;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Restored;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The snapshots of applications, and those that wait for the next application of their name. They
 * are ordered as they came and not by their times: a clock that was set back must not make an older
 * one the newest.
 */
final class SnapshotTable {

  void write(Handle handle, ApplicationId id, Snapshot snapshot) {
    Columns.bindId(
            handle.createUpdate(
                """
                INSERT INTO snapshots (region, account, application, name, sequence, status, version, runtime,
                  created_at, listed, location, failure, proved_at, proved_files, proved_bytes, damage,
                  untried, restored_at, restored_subtasks, restored_without)
                VALUES (:region, :account, :application, :name,
                  (SELECT COALESCE(MAX(sequence), 0) + 1 FROM snapshots
                    WHERE region = :region AND account = :account AND application = :application),
                  :status, :version, :runtime, :createdAt, :listed, :location, :failure,
                  :provedAt, :provedFiles, :provedBytes, :damage, :untried, :restoredAt,
                  :restoredSubtasks, :restoredWithout)
                ON CONFLICT (region, account, application, name) DO UPDATE SET
                  status = excluded.status, version = excluded.version, runtime = excluded.runtime,
                  created_at = excluded.created_at, listed = excluded.listed, location = excluded.location,
                  failure = excluded.failure, proved_at = excluded.proved_at,
                  proved_files = excluded.proved_files, proved_bytes = excluded.proved_bytes,
                  damage = excluded.damage, untried = excluded.untried,
                  restored_at = excluded.restored_at, restored_subtasks = excluded.restored_subtasks,
                  restored_without = excluded.restored_without
                """),
            id)
        .bind("name", snapshot.name().value())
        .bind("status", snapshot.status().name())
        .bind("version", snapshot.version())
        .bind("runtime", snapshot.runtime().value())
        .bind("createdAt", snapshot.createdAt().toString())
        .bind("listed", snapshot.listed())
        .bind("location", snapshot.location())
        .bind("failure", Columns.free(snapshot.failure()))
        .bind("provedAt", snapshot.proof().map(proof -> proof.at().toString()))
        .bind("provedFiles", snapshot.proof().map(Proof::files).orElse(0L))
        .bind("provedBytes", snapshot.proof().map(Proof::bytes).orElse(0L))
        .bind("damage", Columns.free(snapshot.proof().flatMap(Proof::damage)))
        .bind("untried", Columns.free(snapshot.proof().flatMap(Proof::untried)))
        .bind("restoredAt", restored(snapshot).map(it -> it.at().toString()))
        .bind("restoredSubtasks", restored(snapshot).map(Restored::subtasks))
        .bind(
            "restoredWithout",
            Columns.free(restored(snapshot).map(it -> String.join("\n", it.cutOff()))))
        .execute();
  }

  private static Optional<Restored> restored(Snapshot snapshot) {
    return snapshot.proof().flatMap(Proof::restored);
  }

  void delete(Handle handle, ApplicationId id, SnapshotName name) {
    Columns.bindId(
            handle.createUpdate(
                """
                DELETE FROM snapshots
                WHERE region = :region AND account = :account AND application = :application AND name = :name
                """),
            id)
        .bind("name", name.value())
        .execute();
  }

  void deleteAll(Handle handle, ApplicationId id) {
    Columns.bindId(
            handle.createUpdate(
                """
                DELETE FROM snapshots
                WHERE region = :region AND account = :account AND application = :application
                """),
            id)
        .execute();
  }

  Optional<Snapshot> find(Handle handle, ApplicationId id, SnapshotName name) {
    return Columns.bindId(
            handle.createQuery(
                """
                SELECT * FROM snapshots
                WHERE region = :region AND account = :account AND application = :application AND name = :name
                """),
            id)
        .bind("name", name.value())
        .map((row, context) -> snapshot(row))
        .findOne();
  }

  List<Snapshot> newestFirst(Handle handle, ApplicationId id) {
    return Columns.bindId(
            handle.createQuery(
                """
                SELECT * FROM snapshots
                WHERE region = :region AND account = :account AND application = :application
                ORDER BY sequence DESC
                """),
            id)
        .map((row, context) -> snapshot(row))
        .list();
  }

  Set<String> locations(Handle handle) {
    return Set.copyOf(
        handle
            .createQuery("SELECT DISTINCT location FROM snapshots WHERE location IS NOT NULL")
            .mapTo(String.class)
            .list());
  }

  private static Snapshot snapshot(ResultSet row) throws SQLException {
    return new Snapshot(
        new SnapshotName(row.getString("name")),
        SnapshotStatus.valueOf(row.getString("status")),
        row.getInt("version"),
        new RuntimeEnvironment(row.getString("runtime")),
        Columns.time(row, "created_at"),
        row.getBoolean("listed"),
        Columns.text(row, "location"),
        Columns.text(row, "failure"),
        proof(row));
  }

  private static Optional<Proof> proof(ResultSet row) throws SQLException {
    Optional<String> at = Columns.text(row, "proved_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Proof(
                Instant.parse(at.get()),
                row.getLong("proved_files"),
                row.getLong("proved_bytes"),
                Columns.text(row, "damage"),
                Columns.text(row, "untried"),
                restored(row)));
  }

  private static Optional<Restored> restored(ResultSet row) throws SQLException {
    Optional<String> at = Columns.text(row, "restored_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Restored(
                Instant.parse(at.get()),
                row.getInt("restored_subtasks"),
                Columns.text(row, "restored_without").stream().flatMap(String::lines).toList()));
  }
}
