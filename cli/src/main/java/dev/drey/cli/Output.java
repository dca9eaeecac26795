package dev.drey.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Option;

/** How an answer is shown. */
final class Output {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** For people, or for programs. */
  enum Form {
    table,
    json
  }

  @Option(names = "--output", paramLabel = "FORM", description = "table (default) or json")
  private Form form = Form.table;

  boolean isJson() {
    return form == Form.json;
  }

  static String pretty(JsonNode answer) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that cannot be written", e);
    }
  }
}
