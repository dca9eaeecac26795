package dev.drey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.server.http.answers.Account;
import dev.drey.server.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The file that tells clients where a server answers. It is there from the first answer to the
 * server's end, and what it said last is remembered for the ports of the next server.
 */
final class Endpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path last;

  Endpoints(Path file) {
    this.file = file;
    this.last = file.resolveSibling("endpoints.last.json");
  }

  void write(URI api, URI objects, Account account, Path credentials, Settings settings) {
    ObjectNode all = JSON.createObjectNode();
    all.put("kinesisAnalytics", api.toString());
    all.put("s3", objects.toString());
    all.put("region", account.region());
    all.put("account", account.id());
    all.put("credentials", credentials.toString());
    if (settings.objects().endpoint().isPresent()) {
      all.put("s3Region", settings.objects().region());
      settings.objects().credentials().ifPresent(file -> all.put("s3Credentials", absolute(file)));
    }
    all.put("auth", settings.auth().name().toLowerCase(Locale.ROOT));
    all.put("pid", ProcessHandle.current().pid());
    try {
      Path part = file.resolveSibling("endpoints.json.part");
      Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
      Files.copy(part, last, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().toString();
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  /** The port that a service of the last server had; 0 if there was none. */
  int lastPort(String service) {
    try {
      JsonNode address = JSON.readTree(Files.readAllBytes(last)).path(service);
      return Math.max(0, URI.create(address.asText()).getPort());
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}
