package dev.drey.storage.database;

import dev.drey.core.control.CodeMarks;
import dev.drey.core.control.CodeNeeds;
import dev.drey.core.control.CodeNeeds.VersionUse;
import dev.drey.core.lifecycle.Phase;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Marks beside the applications: what is needed is read in the transaction that writes them. */
public final class SqlCodeMarks implements CodeMarks {
  private final Database database;
  private final StoredJson json = new StoredJson();

  public SqlCodeMarks(Database database) {
    this.database = database;
  }

  @Override
  public Map<Sha256, Instant> mark(Set<Sha256> kept, Instant now) {
    return database.write(
        handle -> {
          Map<Sha256, Instant> marks = marks(handle);
          Map<Sha256, Instant> wanted = wanted(handle, kept, marks, now);
          marks.keySet().stream()
              .filter(code -> !wanted.containsKey(code))
              .forEach(code -> remove(handle, code));
          wanted.forEach(
              (code, at) -> {
                if (!marks.containsKey(code)) {
                  handle
                      .createUpdate(
                          "INSERT INTO unneeded_code (sha256, marked_at) VALUES (:code, :at)")
                      .bind("code", code.value())
                      .bind("at", at.toString())
                      .execute();
                }
              });
          return wanted;
        });
  }

  @Override
  public Map<Sha256, Instant> look(Set<Sha256> kept, Instant now) {
    return database.read(handle -> wanted(handle, kept, marks(handle), now));
  }

  @Override
  public boolean release(Sha256 code) {
    return database.write(
        handle -> {
          remove(handle, code);
          return !needed(handle).contains(code);
        });
  }

  private Map<Sha256, Instant> wanted(
      Handle handle, Set<Sha256> kept, Map<Sha256, Instant> marks, Instant now) {
    Set<Sha256> needed = needed(handle);
    Map<Sha256, Instant> wanted = new HashMap<>();
    kept.stream()
        .filter(code -> !needed.contains(code))
        .forEach(code -> wanted.put(code, marks.getOrDefault(code, now)));
    return wanted;
  }

  private static Map<Sha256, Instant> marks(Handle handle) {
    Map<Sha256, Instant> marks = new HashMap<>();
    handle
        .createQuery("SELECT sha256, marked_at FROM unneeded_code")
        .map(
            (row, context) ->
                Map.entry(new Sha256(row.getString(1)), Columns.time(row, "marked_at")))
        .forEach(mark -> marks.put(mark.getKey(), mark.getValue()));
    return marks;
  }

  private static void remove(Handle handle, Sha256 code) {
    handle
        .createUpdate("DELETE FROM unneeded_code WHERE sha256 = :code")
        .bind("code", code.value())
        .execute();
  }

  private Set<Sha256> needed(Handle handle) {
    Set<Sha256> needed = new HashSet<>();
    for (Use use :
        handle
            .createQuery("SELECT region, account, name, version, phase FROM applications")
            .map((row, context) -> use(row))
            .list()) {
      needed.addAll(
          CodeNeeds.of(
              use.version(), use.phase(), versions(handle, use.id()), saved(handle, use.id())));
    }
    return needed;
  }

  /** An application, as far as it says what code is needed. */
  private record Use(ApplicationId id, int version, Phase phase) {}

  private Use use(ResultSet row) throws SQLException {
    return new Use(
        new ApplicationId(
            row.getString("region"),
            row.getString("account"),
            new ApplicationName(row.getString("name"))),
        row.getInt("version"),
        json.read(Phase.class, row.getString("phase")));
  }

  private static List<VersionUse> versions(Handle handle, ApplicationId id) {
    return Columns.bindId(
            handle.createQuery(
                """
                SELECT number, code_sha256, updated_from, rolled_back_to, rolled_back FROM versions
                WHERE region = :region AND account = :account AND application = :application
                """),
            id)
        .map(
            (row, context) ->
                new VersionUse(
                    row.getInt("number"),
                    Columns.text(row, "code_sha256").map(Sha256::new),
                    Columns.number(row, "updated_from"),
                    Columns.number(row, "rolled_back_to"),
                    row.getBoolean("rolled_back")))
        .list();
  }

  private static Set<Integer> saved(Handle handle, ApplicationId id) {
    return Set.copyOf(
        Columns.bindId(
                handle.createQuery(
                    """
                    SELECT DISTINCT version FROM snapshots
                    WHERE region = :region AND account = :account AND application = :application
                      AND status <> 'FAILED'
                    """),
                id)
            .mapTo(Integer.class)
            .list());
  }
}
