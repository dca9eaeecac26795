package dev.drey.runtime.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.runtime.files.WholeFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was decided about an incarnation before it was started, written down last: where this is,
 * the rest is.
 *
 * @param resumed the number of the checkpoint of its own deployment that it goes on from; 0 for
 *     none
 */
record IncarnationFacts(int restPort, int rpcPort, int taskManagers, long resumed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  URI rest() {
    return URI.create("http://127.0.0.1:" + restPort);
  }

  void write(Path file) {
    WholeFile.write(file, JSON.valueToTree(this).toString());
  }

  static Optional<IncarnationFacts> read(Path file) {
    return WholeFile.read(file).map(IncarnationFacts::parse);
  }

  private static IncarnationFacts parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return new IncarnationFacts(
          node.path("restPort").asInt(),
          node.path("rpcPort").asInt(),
          node.path("taskManagers").asInt(),
          node.path("resumed").asLong());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not the facts of an incarnation: " + text, e);
    }
  }
}
