package dev.drey.storage.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.drey.core.metrics.History;
import dev.drey.core.metrics.Level;
import dev.drey.core.metrics.Reading;
import dev.drey.core.metrics.Series;
import dev.drey.core.metrics.Statistics;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** History in a SQLite file of its own: what is lost with it is only what was once measured. */
public final class SqlHistory implements History, AutoCloseable {
  /** Which form of the tables this is; 0 had no accounts. */
  private static final int FORM = 1;

  private static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS series (
        id INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        metric TEXT NOT NULL,
        dimensions TEXT NOT NULL,
        unit TEXT NOT NULL,
        level TEXT NOT NULL,
        UNIQUE (account, metric, dimensions)
      ) STRICT;
      CREATE TABLE IF NOT EXISTS point (
        series INTEGER NOT NULL,
        at INTEGER NOT NULL,
        samples INTEGER NOT NULL,
        total REAL NOT NULL,
        least REAL NOT NULL,
        most REAL NOT NULL,
        PRIMARY KEY (series, at)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS widened (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        at INTEGER NOT NULL
      ) STRICT;
      """;

  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration LONG_STEP = Duration.ofMinutes(5);

  /** Each takes some 120 KB in two weeks, so that the file stays below 6 GB. */
  private static final int MOST_SERIES = 50_000;

  private final SqliteFile file;
  private final HikariDataSource connections;
  private final Jdbi jdbi;

  private final SeriesTable series;

  private SqlHistory(SqliteFile file, int mostSeries) {
    this.file = file;
    this.series = new SeriesTable(mostSeries);
    this.connections = Database.pool("history", file.lenientSource(), file.connections());
    this.jdbi = Jdbi.create(connections);
  }

  /**
   * Opens the file, and makes it where there is none.
   *
   * @throws dev.drey.core.model.Unavailable if it cannot be used
   */
  public static SqlHistory open(Path path) {
    return open(path, MOST_SERIES);
  }

  static SqlHistory open(Path path, int mostSeries) {
    var file = new SqliteFile(path);
    file.probeInShort();
    var history = new SqlHistory(file, mostSeries);
    try {
      history.write(SqlHistory::makeTables);
      history.write(history.series::count);
      return history;
    } catch (RuntimeException e) {
      history.close();
      throw e;
    }
  }

  /** Tables of another form are made anew, without what they held: it was only measured. */
  private static int makeTables(Handle handle) {
    int form = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    if (form != FORM) {
      handle.execute("DROP TABLE IF EXISTS point");
      handle.execute("DROP TABLE IF EXISTS series");
      handle.execute("DROP TABLE IF EXISTS widened");
      handle.execute("PRAGMA user_version = " + FORM);
    }
    handle.createScript(TABLES).execute();
    return form;
  }

  private <T> T write(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw file.trouble(e).orElseThrow(() -> e);
    }
  }

  private <T> T read(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw file.trouble(e).orElseThrow(() -> e);
    }
  }

  @Override
  public synchronized void add(Instant at, List<Reading> readings) {
    try {
      addAll(at, readings);
    } catch (RuntimeException e) {
      series.forget(); // those that began with it are not there
      throw e;
    }
  }

  private void addAll(Instant at, List<Reading> readings) {
    write(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  INSERT INTO point (series, at, samples, total, least, most)
                  VALUES (:series, :at, :samples, :total, :least, :most)
                  ON CONFLICT (series, at) DO UPDATE SET
                    samples = samples + excluded.samples,
                    total = total + excluded.total,
                    least = min(least, excluded.least),
                    most = max(most, excluded.most)
                  """);
          long minute = step(at, STEP);
          for (Reading reading : readings) {
            OptionalLong id = series.id(handle, reading);
            if (id.isEmpty()) {
              continue;
            }
            batch
                .bind("series", id.getAsLong())
                .bind("at", minute)
                .bind("samples", reading.value().count())
                .bind("total", reading.value().sum())
                .bind("least", reading.value().least())
                .bind("most", reading.value().most())
                .add();
          }
          return batch.size() == 0 ? new int[0] : batch.execute();
        });
  }

  @Override
  public List<Kept> series(
      String account, Optional<String> metric, Map<String, String> dimensions, Instant since) {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT account, metric, dimensions, unit FROM series
                    WHERE account = :account AND (:metric IS NULL OR metric = :metric)
                      AND EXISTS (SELECT 1 FROM point WHERE series = id AND at >= :since)
                    ORDER BY metric, dimensions
                    """)
                .bind("account", account)
                .bind("metric", metric.orElse(null))
                .bind("since", step(since, STEP))
                .map((row, context) -> kept(row))
                .filter(
                    kept ->
                        kept.series().dimensions().entrySet().containsAll(dimensions.entrySet()))
                .list());
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        new Series(
            row.getString("account"),
            row.getString("metric"),
            SeriesTable.dimensions(row.getString("dimensions"))),
        row.getString("unit"));
  }

  @Override
  public List<Point> points(Series series, Instant from, Instant until, Duration period) {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT (at / :period) * :period AS step, sum(samples) AS samples,
                      sum(total) AS total, min(least) AS least, max(most) AS most
                    FROM point
                    WHERE series = (
                        SELECT id FROM series
                        WHERE account = :account AND metric = :metric AND dimensions = :dimensions)
                      AND at >= :from AND at < :until
                    GROUP BY step ORDER BY step
                    """)
                .bind("period", period.toSeconds())
                .bind("account", series.account())
                .bind("metric", series.metric())
                .bind("dimensions", SeriesTable.text(series.dimensions()))
                .bind("from", from.getEpochSecond())
                .bind("until", until.getEpochSecond())
                .map((row, context) -> point(row))
                .list());
  }

  private static Point point(ResultSet row) throws SQLException {
    return new Point(
        Instant.ofEpochSecond(row.getLong("step")),
        new Statistics(
            row.getLong("samples"),
            row.getDouble("total"),
            row.getDouble("least"),
            row.getDouble("most")));
  }

  @Override
  public synchronized void thin(Instant now) {
    write(
        handle -> {
          long fine = step(now.minus(FINE), LONG_STEP);
          long old = step(now.minus(LONG), STEP);
          delete(handle, "level <> '" + Level.APPLICATION + "'", 0, fine);
          delete(handle, "level = '" + Level.APPLICATION + "'", 0, old);
          widen(handle, fine);
          handle.execute(
              "DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM point WHERE series = id)");
          return series.count(handle);
        });
  }

  /** Series by series, for points are found by their series: a look at all would take minutes. */
  private static void delete(Handle handle, String whose, long from, long before) {
    List<Long> series =
        handle.createQuery("SELECT id FROM series WHERE " + whose).mapTo(Long.class).list();
    if (series.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "DELETE FROM point WHERE series = :series AND at >= :from AND at < :before");
    for (long id : series) {
      batch.bind("series", id).bind("from", from).bind("before", before).add();
    }
    batch.execute();
  }

  /** Puts what is older into steps of five minutes, from where that was done last time. */
  private static void widen(Handle handle, long before) {
    long from = handle.createQuery("SELECT at FROM widened").mapTo(Long.class).findOne().orElse(0L);
    if (from >= before) {
      return;
    }
    handle
        .createUpdate(
            """
            CREATE TEMP TABLE wide AS
            SELECT id AS series, (at / :step) * :step AS step, sum(samples) AS samples,
              sum(total) AS total, min(least) AS least, max(most) AS most
            FROM series CROSS JOIN point ON point.series = series.id
            WHERE at >= :from AND at < :before GROUP BY id, step
            """)
        .bind("step", LONG_STEP.toSeconds())
        .bind("from", from)
        .bind("before", before)
        .execute();
    delete(handle, "TRUE", from, before);
    handle.execute("INSERT INTO point SELECT series, step, samples, total, least, most FROM wide");
    handle.execute("DROP TABLE wide");
    handle.execute(
        "INSERT INTO widened (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at ="
            + " excluded.at",
        before);
  }

  @Override
  public void close() {
    connections.close();
  }

  private static long step(Instant at, Duration step) {
    return at.getEpochSecond() / step.toSeconds() * step.toSeconds();
  }
}
