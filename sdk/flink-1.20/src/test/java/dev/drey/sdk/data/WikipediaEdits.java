package dev.drey.sdk.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Edits of Wikipedia on one day, in the order of time. They lie beside the checkout on some
 * machines and are no part of the project.
 */
public final class WikipediaEdits {
  private static final Path FILE =
      Path.of(System.getProperty("drey.data", "../../../shared/data"))
          .resolve("wikipedia-edits-2015-09-12.dev.ndjson.gz");
  private static final ObjectMapper JSON = new ObjectMapper();

  private WikipediaEdits() {}

  /** Who has edited which page when; a robot says so itself. */
  public record Edit(String user, String page, long time, boolean robot) {}

  /** All of them; where there are none the test is left out, and says so. */
  public static List<Edit> read() {
    if (!Files.isReadable(FILE)) {
      System.err.println("LEFT OUT: no " + FILE + " (its folder is the property drey.data)");
    }
    assumeTrue(Files.isReadable(FILE), "no " + FILE);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), UTF_8))) {
      return lines.lines().map(WikipediaEdits::edit).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Edit edit(String line) {
    try {
      JsonNode row = JSON.readTree(line);
      return new Edit(
          row.required("user").asText(),
          row.required("page").asText(),
          Instant.parse(row.required("time").asText()).toEpochMilli(),
          row.required("isRobot").asBoolean());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
