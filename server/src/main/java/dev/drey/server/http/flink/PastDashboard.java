package dev.drey.server.http.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.runtime.process.PastJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Flink's dashboard of a job that has ended, as Flink's history server shows it: the dashboard's
 * own files from Flink's jar, and what the REST interface last answered from Flink's archive.
 */
final class PastDashboard {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSION = Pattern.compile("-([0-9][0-9.]*)\\.jar$");
  private static final String BINARY = "application/octet-stream";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  /** The one that was looked at last: a page of the dashboard asks for ten things of one job. */
  private final AtomicReference<Read> last = new AtomicReference<>(new Read(List.of(), Map.of()));

  private record Read(List<Path> archives, Map<String, String> answers) {}

  /** What stands at a path. */
  record Content(String type, ByteBuffer bytes) {}

  Optional<Content> at(PastJob job, String path) throws IOException {
    String asked = path.startsWith("/v1/") ? path.substring("/v1".length()) : path;
    if (asked.equals("/config")) {
      return Optional.of(json(config(job)));
    }
    String answer = answers(job.archives()).get(asked);
    return answer == null
        ? file(job.dashboard(), asked)
        : Optional.of(json(Secrets.hideIn(JSON.readTree(answer))));
  }

  private static Content json(JsonNode answer) throws IOException {
    return new Content(
        "application/json; charset=utf-8", ByteBuffer.wrap(JSON.writeValueAsBytes(answer)));
  }

  /** By this the dashboard knows that there is history only, and nothing to be changed. */
  private static ObjectNode config(PastJob job) {
    Matcher version = VERSION.matcher(job.dashboard().getFileName().toString());
    ObjectNode config =
        JSON.createObjectNode()
            .put("refresh-interval", 60_000)
            .put("timezone-name", "UTC")
            .put("timezone-offset", 0)
            .put("flink-version", version.find() ? version.group(1) : "")
            .put("flink-revision", "");
    config
        .putObject("features")
        .put("web-submit", false)
        .put("web-cancel", false)
        .put("web-rescale", false)
        .put("web-history", true);
    return config;
  }

  private Map<String, String> answers(List<Path> archives) throws IOException {
    Read read = last.get();
    if (!read.archives().equals(archives)) {
      Map<String, String> answers = new HashMap<>();
      for (Path archive : archives) {
        for (JsonNode each : JSON.readTree(archive.toFile()).path("archive")) {
          answers.put(each.path("path").asText(), each.path("json").asText());
        }
      }
      read = new Read(archives, answers);
      last.set(read);
    }
    return read.answers();
  }

  private static Optional<Content> file(Path jar, String path) throws IOException {
    String name = path.equals("/") ? "/index.html" : path;
    try (var files = new ZipFile(jar.toFile(), StandardCharsets.UTF_8)) {
      ZipEntry entry = files.getEntry("web" + name);
      if (entry == null || entry.isDirectory()) {
        return Optional.empty();
      }
      try (InputStream in = files.getInputStream(entry)) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return Optional.of(
            new Content(TYPES.getOrDefault(ending, BINARY), ByteBuffer.wrap(in.readAllBytes())));
      }
    }
  }
}
