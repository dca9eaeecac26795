package dev.drey.storage.database;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Timeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The operations of applications, ordered as they came. */
final class OperationTable {
  private final StoredJson json;

  OperationTable(StoredJson json) {
    this.json = json;
  }

  void write(Handle handle, ApplicationId id, Operation operation) {
    Columns.bindId(
            handle.createUpdate(
                """
                INSERT INTO operations (region, account, application, id, sequence, kind, state, started_at,
                  ended_at, updated_from, updated_to, failure, rollback_id, timeline)
                VALUES (:region, :account, :application, :id,
                  (SELECT COALESCE(MAX(sequence), 0) + 1 FROM operations
                    WHERE region = :region AND account = :account AND application = :application),
                  :kind, :state, :startedAt, :endedAt, :updatedFrom, :updatedTo, :failure, :rollback, :timeline)
                ON CONFLICT (region, account, application, id) DO UPDATE SET
                  kind = excluded.kind, state = excluded.state, started_at = excluded.started_at,
                  ended_at = excluded.ended_at, updated_from = excluded.updated_from,
                  updated_to = excluded.updated_to, failure = excluded.failure, rollback_id = excluded.rollback_id,
                  timeline = excluded.timeline
                """),
            id)
        .bind("id", operation.id().value())
        .bind("kind", operation.kind())
        .bind("state", operation.state().name())
        .bind("startedAt", operation.startedAt().toString())
        .bind("endedAt", operation.endedAt().map(Instant::toString))
        .bind("updatedFrom", operation.updatedFrom())
        .bind("updatedTo", operation.updatedTo())
        .bind("failure", Columns.free(operation.failure()))
        .bind("rollback", operation.rollback().map(OperationId::value))
        .bind("timeline", json.write(Timeline.class, operation.timeline()))
        .execute();
  }

  Optional<Operation> find(Handle handle, ApplicationId id, OperationId operation) {
    return Columns.bindId(
            handle.createQuery(
                """
                SELECT * FROM operations
                WHERE region = :region AND account = :account AND application = :application AND id = :id
                """),
            id)
        .bind("id", operation.value())
        .map((row, context) -> operation(row))
        .findOne();
  }

  List<Operation> newestFirst(Handle handle, ApplicationId id) {
    return Columns.bindId(
            handle.createQuery(
                """
                SELECT * FROM operations
                WHERE region = :region AND account = :account AND application = :application
                ORDER BY sequence DESC
                """),
            id)
        .map((row, context) -> operation(row))
        .list();
  }

  private Operation operation(ResultSet row) throws SQLException {
    return new Operation(
        new OperationId(row.getString("id")),
        row.getString("kind"),
        Operation.State.valueOf(row.getString("state")),
        Columns.time(row, "started_at"),
        Columns.text(row, "ended_at").map(Instant::parse),
        Columns.number(row, "updated_from"),
        Columns.number(row, "updated_to"),
        Columns.text(row, "failure"),
        Columns.text(row, "rollback_id").map(OperationId::new),
        Columns.text(row, "timeline")
            .map(timeline -> json.read(Timeline.class, timeline))
            .orElse(Timeline.EMPTY));
  }
}
