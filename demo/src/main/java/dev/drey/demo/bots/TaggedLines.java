package dev.drey.demo.bots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.demo.DemoFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the application wrote.
 *
 * @param rows of each interaction by its id, as {@link Interactions#truth()} has them
 * @param reasons how often each spoke for a bot
 * @param ofBots lines for which any did
 */
public record TaggedLines(Map<String, String> rows, Map<String, Long> reasons, long ofBots) {
  public TaggedLines {
    rows = Map.copyOf(rows);
    reasons = new TreeMap<>(reasons);
  }

  /** Reads lines of JSON; none may be there twice. */
  public static TaggedLines of(List<String> lines) {
    var json = new ObjectMapper();
    Map<String, String> rows = new TreeMap<>();
    Map<String, Long> reasons = new TreeMap<>();
    long ofBots = 0;
    for (String line : lines) {
      JsonNode row = read(json, line);
      String id = row.required("id").asText();
      String why = row.required("reasons").asText();
      String text =
          Interactions.row(row.required("user").asText(), row.required("time").asLong(), why);
      if (rows.put(id, text) != null) {
        throw new DemoFailure("the interaction " + id + " was written twice");
      }
      for (String reason : why.isEmpty() ? new String[0] : why.split(" ")) {
        reasons.merge(reason, 1L, Long::sum);
      }
      ofBots += why.isEmpty() ? 0 : 1;
    }
    return new TaggedLines(rows, reasons, ofBots);
  }

  private static JsonNode read(ObjectMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (IOException e) {
      throw new DemoFailure("this was written, and is no JSON: " + line, e);
    }
  }

  /** Fails with the first row that is not as it was computed a second way. */
  public void requireEqual(Map<String, String> truth) {
    var ids = new TreeSet<>(truth.keySet());
    ids.addAll(rows.keySet());
    for (String id : ids) {
      if (!Objects.equals(truth.get(id), rows.get(id))) {
        throw new DemoFailure(
            "the interaction %s was written as %s, and should be %s"
                .formatted(id, rows.get(id), truth.get(id)));
      }
    }
  }
}
