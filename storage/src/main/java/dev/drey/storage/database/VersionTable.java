package dev.drey.storage.database;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.LogPlace;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The versions of applications. Three things of a configuration stand apart: the hash of its code,
 * to ask for all in use, its runtime, which lists show, and its log group, which is looked for.
 */
final class VersionTable {
  private final StoredJson json;

  VersionTable(StoredJson json) {
    this.json = json;
  }

  void write(Handle handle, ApplicationId id, Version version) {
    Configuration configuration = version.configuration();
    Columns.bindId(
            handle.createUpdate(
                """
                INSERT INTO versions (region, account, application, number, configuration, runtime, log_group, code_sha256,
                  created_at, updated_from, rolled_back_from, rolled_back_to, rolled_back)
                VALUES (:region, :account, :application, :number, :configuration, :runtime, :logGroup, :code,
                  :createdAt, :updatedFrom, :rolledBackFrom, :rolledBackTo, :rolledBack)
                ON CONFLICT (region, account, application, number) DO UPDATE SET
                  configuration = excluded.configuration, runtime = excluded.runtime, log_group = excluded.log_group,
                  code_sha256 = excluded.code_sha256, created_at = excluded.created_at, updated_from = excluded.updated_from,
                  rolled_back_from = excluded.rolled_back_from, rolled_back_to = excluded.rolled_back_to,
                  rolled_back = excluded.rolled_back
                """),
            id)
        .bind("number", version.number())
        .bind("configuration", json.write(Configuration.class, configuration))
        .bind("runtime", configuration.runtime().value())
        .bind("logGroup", configuration.logPlace().map(LogPlace::group))
        .bind("code", configuration.code().map(code -> code.sha256().value()))
        .bind("createdAt", version.createdAt().toString())
        .bind("updatedFrom", version.updatedFrom())
        .bind("rolledBackFrom", version.rolledBackFrom())
        .bind("rolledBackTo", version.rolledBackTo())
        .bind("rolledBack", version.rolledBack())
        .execute();
  }

  Optional<Version> find(Handle handle, ApplicationId id, int number) {
    return Columns.bindId(
            handle.createQuery(
                """
                SELECT * FROM versions
                WHERE region = :region AND account = :account AND application = :application AND number = :number
                """),
            id)
        .bind("number", number)
        .map((row, context) -> version(row))
        .findOne();
  }

  List<Version> newestFirst(Handle handle, ApplicationId id) {
    return Columns.bindId(
            handle.createQuery(
                """
                SELECT * FROM versions
                WHERE region = :region AND account = :account AND application = :application
                ORDER BY number DESC
                """),
            id)
        .map((row, context) -> version(row))
        .list();
  }

  private Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getInt("number"),
        json.read(Configuration.class, row.getString("configuration")),
        Columns.time(row, "created_at"),
        Columns.number(row, "updated_from"),
        Columns.number(row, "rolled_back_from"),
        Columns.number(row, "rolled_back_to"),
        row.getBoolean("rolled_back"));
  }

  Set<Sha256> codeInUse(Handle handle) {
    return Set.copyOf(
        handle
            .createQuery("SELECT DISTINCT code_sha256 FROM versions WHERE code_sha256 IS NOT NULL")
            .map((row, context) -> new Sha256(row.getString(1)))
            .list());
  }

  Set<Sha256> codeInUse(Handle handle, String region, String account) {
    return Set.copyOf(
        handle
            .createQuery(
                """
                SELECT DISTINCT code_sha256 FROM versions
                WHERE region = :region AND account = :account AND code_sha256 IS NOT NULL
                """)
            .bind("region", region)
            .bind("account", account)
            .map((row, context) -> new Sha256(row.getString(1)))
            .list());
  }
}
