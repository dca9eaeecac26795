package dev.drey.storage.database;

import dev.drey.core.control.StateMarks;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Marks of unneeded state, and the folders that were made here. */
public final class SqlStateMarks implements StateMarks {
  private final Database database;

  public SqlStateMarks(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, Instant> mark(Set<String> strays, Instant now) {
    return database.write(
        handle -> {
          Map<String, Instant> before = marks(handle);
          before.keySet().stream()
              .filter(path -> !strays.contains(path))
              .forEach(path -> remove(handle, path));
          strays.stream()
              .filter(path -> !before.containsKey(path))
              .forEach(path -> add(handle, path, now));
          return wanted(strays, before, now);
        });
  }

  @Override
  public Map<String, Instant> look(Set<String> strays, Instant now) {
    return database.read(handle -> wanted(strays, marks(handle), now));
  }

  private static Map<String, Instant> wanted(
      Set<String> strays, Map<String, Instant> before, Instant now) {
    Map<String, Instant> wanted = new HashMap<>();
    strays.forEach(path -> wanted.put(path, before.getOrDefault(path, now)));
    return wanted;
  }

  private static Map<String, Instant> marks(Handle handle) {
    Map<String, Instant> marks = new HashMap<>();
    handle
        .createQuery("SELECT path, marked_at FROM stray_state")
        .map((row, context) -> Map.entry(row.getString(1), Columns.time(row, "marked_at")))
        .forEach(mark -> marks.put(mark.getKey(), mark.getValue()));
    return marks;
  }

  private static void add(Handle handle, String path, Instant now) {
    handle
        .createUpdate("INSERT INTO stray_state (path, marked_at) VALUES (:path, :at)")
        .bind("path", path)
        .bind("at", now.toString())
        .execute();
  }

  private static void remove(Handle handle, String path) {
    handle.createUpdate("DELETE FROM stray_state WHERE path = :path").bind("path", path).execute();
  }

  @Override
  public Set<String> own(Set<String> folders) {
    return database.write(
        handle -> {
          Set<String> own =
              new HashSet<>(
                  handle.createQuery("SELECT folder FROM own_state").mapTo(String.class).list());
          folders.stream()
              .filter(own::add)
              .forEach(
                  folder ->
                      handle
                          .createUpdate("INSERT INTO own_state (folder) VALUES (:folder)")
                          .bind("folder", folder)
                          .execute());
          return own;
        });
  }
}
