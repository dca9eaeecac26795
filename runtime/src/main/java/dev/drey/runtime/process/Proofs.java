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
import java.util.stream.Stream;
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
      return proof(exhibit, folder);
    } finally {
      Trees.delete(folder.path());
    }
  }

  private void run(Exhibit exhibit, CheckFolder folder) {
    Path log = folder.path().resolve("proof.out");
    FlinkJvms jvms = flinks.of(exhibit.snapshot().runtime());
    Optional<PythonSide> python = site.python(exhibit.version(), folder.python());
    ProcessBuilder builder =
        new ProcessBuilder(
                jvms.proof(
                    options(exhibit, folder),
                    python.stream().map(side -> side.shared().connector()).toList(),
                    arguments(exhibit, folder, code(python, folder))))
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

  /** The application's, or for one in Python what runs it and what it brings in Java. */
  private static List<Path> code(Optional<PythonSide> python, CheckFolder folder) {
    return python
        .map(
            side ->
                Stream.concat(Stream.of(side.shared().connector()), side.jars().stream()).toList())
        .orElseGet(() -> List.of(folder.job()));
  }

  private static List<String> arguments(Exhibit exhibit, CheckFolder folder, List<Path> code) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                folder.conf().toString(),
                exhibit.snapshot().location().orElseThrow(),
                folder.path().toString(),
                folder.result().toString()));
    if (exhibit.writer() == Writer.KNOWN) {
      code.forEach(jar -> arguments.add(jar.toString()));
    }
    return arguments;
  }

  /** What no reading of files and loading of classes can say. */
  private static Optional<String> untried(Exhibit exhibit) {
    if (exhibit.writer() == Writer.FORGOTTEN) {
      return Optional.of(
          "whether what wrote its values can be loaded: the code of the version that did is not"
              + " kept any more");
    }
    return exhibit
        .version()
        .configuration()
        .python()
        .map(
            any ->
                "whether Python can read the values that it wrote: to Flink they are bytes, and"
                    + " those are there");
  }

  private Proof proof(Exhibit exhibit, CheckFolder folder) {
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
        damage.isEmpty() ? Optional.empty() : Optional.of(damage),
        untried(exhibit));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("not the result of a verification: " + text, e);
    }
  }
}
