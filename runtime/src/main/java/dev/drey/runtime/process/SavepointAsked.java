package dev.drey.runtime.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.core.model.SnapshotName;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A savepoint that an incarnation was asked for, written down before it is asked.
 *
 * @param trigger by which Flink knows it; chosen once, so that asking again finds the first one,
 *     and never for another snapshot of the same name
 * @param stop whether the job ends with it
 */
record SavepointAsked(SnapshotName name, String trigger, boolean stop) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static SavepointAsked now(SnapshotName name, boolean stop) {
    return new SavepointAsked(name, UUID.randomUUID().toString().replace("-", ""), stop);
  }

  void write(Path file) {
    var node = JSON.createObjectNode().put("name", name.value());
    WholeFile.write(file, node.put("trigger", trigger).put("stop", stop).toString());
  }

  static Optional<SavepointAsked> read(Path file) {
    return WholeFile.read(file).map(SavepointAsked::parse);
  }

  /** All of an incarnation. */
  static List<SavepointAsked> of(Incarnation incarnation) {
    return Trees.children(incarnation.savepoints()).stream()
        .filter(file -> file.toString().endsWith(".json"))
        .flatMap(file -> read(file).stream())
        .toList();
  }

  private static SavepointAsked parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return new SavepointAsked(
          new SnapshotName(node.path("name").asText()),
          node.path("trigger").asText(),
          node.path("stop").asBoolean());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not what was asked of Flink: " + text, e);
    }
  }
}
