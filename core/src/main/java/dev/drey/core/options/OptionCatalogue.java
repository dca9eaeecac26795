package dev.drey.core.options;

import dev.drey.core.options.FlinkOption.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every option that the Flink of one runtime has. It was written from that Flink's classes when the
 * runtime was laid out.
 */
public final class OptionCatalogue {
  private static final int COLUMNS = 5;

  private final Map<String, FlinkOption> options;
  private final Map<String, FlinkOption> byOlderKey;

  private OptionCatalogue(Map<String, FlinkOption> options) {
    this.options = Collections.unmodifiableMap(options);
    this.byOlderKey = new HashMap<>();
    options.values().forEach(option -> option.older().forEach(key -> byOlderKey.put(key, option)));
    byOlderKey.keySet().removeAll(options.keySet());
  }

  /** Reads the lines of a runtime's {@code options.tsv}. */
  public static OptionCatalogue of(List<String> lines) {
    var options = new TreeMap<String, FlinkOption>();
    lines.forEach(line -> options.put(line.substring(0, line.indexOf('\t')), option(line)));
    return new OptionCatalogue(options);
  }

  private static FlinkOption option(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("not an option: " + line);
    }
    return new FlinkOption(
        columns[0],
        Kind.valueOf(columns[1]),
        columns[2].isEmpty() ? Optional.empty() : Optional.of(columns[2].substring(1)),
        list(columns[3], ","),
        list(columns[4], "[|]"));
  }

  private static List<String> list(String column, String separator) {
    return column.isEmpty() ? List.of() : List.of(column.split(separator, -1));
  }

  public Collection<FlinkOption> all() {
    return options.values();
  }

  Optional<FlinkOption> find(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /** The option that this key was the name of once. */
  Optional<FlinkOption> findOlder(String key) {
    return Optional.ofNullable(byOlderKey.get(key));
  }

  /** The key that is written most like {@code unknown}, if any is near. */
  Optional<String> nearest(String unknown) {
    Optional<String> nearest = Optional.empty();
    int best = Math.max(3, unknown.length() / 3);
    List<String> known = new ArrayList<>(options.keySet());
    for (String key : known) {
      int distance = Distance.between(key, unknown);
      if (distance < best) {
        best = distance;
        nearest = Optional.of(key);
      }
    }
    return nearest;
  }
}
