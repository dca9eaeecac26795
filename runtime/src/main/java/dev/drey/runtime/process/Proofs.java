package dev.drey.runtime.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drey.core.control.Proving.Exhibit;
import dev.drey.core.control.Proving.Writer;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Has saved state read to its end in a JVM of its own, with the Flink that wrote it. Nothing is
 * lost with it, so it ends with this server.
 */
final class Proofs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Site site;
  private final Flinks flinks;
  private final Layout layout;

  Proofs(Site site, Flinks flinks, Layout layout) {
    this.site = site;
    this.flinks = flinks;
    this.layout = layout;
  }

  Proof prove(Exhibit exhibit) {
    var id = new DeploymentId("proof-" + UUID.randomUUID());
    Path path = site.home().proofs().resolve(id.value());
    var folder = new CheckFolder(path, path, id);
    try {
      layout.check(exhibit.application(), exhibit.version(), folder);
      run(exhibit, folder);
      return proof(folder);
    } finally {
      Trees.delete(folder.path());
    }
  }

  private void run(Exhibit exhibit, CheckFolder folder) {
    Path log = folder.path().resolve("proof.out");
    FlinkJvms jvms = flinks.of(exhibit.snapshot().runtime());
    Optional<Path> connector =
        site.python(exhibit.version(), folder.python()).map(python -> python.shared().connector());
    ProcessBuilder builder =
        new ProcessBuilder(
                jvms.proof(
                    options(exhibit, folder),
                    connector.stream().toList(),
                    arguments(exhibit, folder, connector.orElse(folder.job()))))
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DREY_")); // may be secrets
    builder
        .environment()
        .putAll(
            Map.of(
                "FLINK_CONF_DIR", folder.conf().toString(),
                "FLINK_PLUGINS_DIR", jvms.plugins().toString()));
    try {
      Process process = builder.start(); // its input ends with us, and it ends with its input
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("the verification was interrupted", e);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new Unavailable("cannot start the verification: " + e.getMessage(), e);
    }
  }

  private List<String> options(Exhibit exhibit, CheckFolder folder) {
    var memory = site.size(exhibit.version().configuration()).jobManager();
    return List.of(
        OwnProcess.mark(folder.running()),
        "-Dlog.file=" + folder.log(),
        "-Ddrey.process=" + folder.process().name(),
        "-Dlog4j.configurationFile=" + folder.conf().resolve(LogSettings.NAME),
        "-Djava.io.tmpdir=" + folder.path(),
        "-Xmx" + memory.heap().flag(),
        "-XX:MaxMetaspaceSize=" + memory.metaspace().flag());
  }

  /**
   * What it is to read.
   *
   * @param code that wrote it: the application's, or for one in Python what runs it
   */
  private static List<String> arguments(Exhibit exhibit, CheckFolder folder, Path code) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                folder.conf().toString(),
                exhibit.snapshot().location().orElseThrow(),
                folder.path().toString(),
                folder.result().toString()));
    if (exhibit.writer() == Writer.KNOWN) {
      arguments.add(code.toString());
    }
    return arguments;
  }

  private Proof proof(CheckFolder folder) {
    JsonNode result =
        WholeFile.read(folder.result())
            .map(Proofs::parse)
            .orElseThrow(
                () ->
                    new Unavailable(
                        "the verification ended without a result: "
                            + WholeFile.read(folder.path().resolve("proof.out"))
                                .orElse("")
                                .strip()));
    if (result.has("trouble")) {
      throw new Unavailable(result.path("trouble").asText());
    }
    String damage =
        StreamSupport.stream(result.path("damage").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining("; "));
    return new Proof(
        site.clock().instant(),
        result.path("files").asLong(),
        result.path("bytes").asLong(),
        damage.isEmpty() ? Optional.empty() : Optional.of(damage));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("not the result of a verification: " + text, e);
    }
  }
}
