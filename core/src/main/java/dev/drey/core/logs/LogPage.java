package dev.drey.core.logs;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some events in the order of time.
 *
 * @param before where each log stood before the first of them
 * @param after where each log stands after the last of them
 * @param complete whether there is nothing more in the direction that was read
 */
public record LogPage(
    List<LogEvent> events,
    Map<String, LogPosition> before,
    Map<String, LogPosition> after,
    boolean complete) {

  public LogPage {
    events = List.copyOf(events);
    before = Collections.unmodifiableMap(new TreeMap<>(before));
    after = Collections.unmodifiableMap(new TreeMap<>(after));
  }
}
