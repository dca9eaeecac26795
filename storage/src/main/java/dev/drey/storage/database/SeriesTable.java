package dev.drey.storage.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.drey.core.metrics.Reading;
import dev.drey.core.metrics.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The series of a history, by their ids: kept here, since they are asked for with every reading.
 * There are only so many, or the file would have no bound.
 */
final class SeriesTable {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesTable.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final int most;
  private final Map<Series, Long> ids = new HashMap<>();
  private int count;
  private boolean toldThatItIsFull;

  /**
   * Nothing is looked at yet.
   *
   * @param most how many there may be
   */
  SeriesTable(int most) {
    this.most = most;
  }

  /** Some may have gone. */
  int count(Handle handle) {
    ids.clear();
    count = handle.createQuery("SELECT count(*) FROM series").mapTo(Integer.class).one();
    toldThatItIsFull = toldThatItIsFull && count >= most;
    return count;
  }

  void forget() {
    ids.clear();
  }

  /** Absent for a new one where there is no room. */
  OptionalLong id(Handle handle, Reading reading) {
    Long known = ids.get(reading.series());
    if (known != null) {
      return OptionalLong.of(known);
    }
    Optional<Long> found = find(handle, reading.series());
    if (found.isEmpty() && count >= most) {
      tellThatItIsFull();
      return OptionalLong.empty();
    }
    long id = found.orElseGet(() -> begin(handle, reading));
    ids.put(reading.series(), id);
    return OptionalLong.of(id);
  }

  private void tellThatItIsFull() {
    if (!toldThatItIsFull) {
      toldThatItIsFull = true;
      LOG.warn(
          "there are {} series of metrics, and new ones are not kept until some are gone; dimensions"
              + " of custom metrics should have few values",
          count);
    }
  }

  private static Optional<Long> find(Handle handle, Series series) {
    return handle
        .createQuery(
            """
            SELECT id FROM series
            WHERE account = :account AND metric = :metric AND dimensions = :dimensions
            """)
        .bind("account", series.account())
        .bind("metric", series.metric())
        .bind("dimensions", text(series.dimensions()))
        .mapTo(Long.class)
        .findOne();
  }

  private long begin(Handle handle, Reading reading) {
    count++;
    return handle
        .createQuery(
            """
            INSERT INTO series (account, metric, dimensions, unit, level)
            VALUES (:account, :metric, :dimensions, :unit, :level)
            RETURNING id
            """)
        .bind("account", reading.series().account())
        .bind("metric", reading.series().metric())
        .bind("dimensions", text(reading.series().dimensions()))
        .bind("unit", reading.unit())
        .bind("level", reading.level().name())
        .mapTo(Long.class)
        .one();
  }

  static String text(SortedMap<String, String> dimensions) {
    try {
      return JSON.writeValueAsString(dimensions);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static SortedMap<String, String> dimensions(String text) {
    try {
      return JSON.readValue(text, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
