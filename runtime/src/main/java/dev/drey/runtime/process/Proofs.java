package dev.drey.runtime.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drey.core.control.Proving.Depth;
import dev.drey.core.control.Proving.Exhibit;
import dev.drey.core.control.Proving.Writer;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.Trees;
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
  private final Site site;
  private final Flinks flinks;
  private final Layout layout;
  private final Trials trials;

  Proofs(Site site, Flinks flinks, Layout layout, Launcher launcher) {
    this.site = site;
    this.flinks = flinks;
    this.layout = layout;
    this.trials = new Trials(site, launcher);
  }

  Proof prove(Exhibit exhibit) {
    var id = new DeploymentId("proof-" + UUID.randomUUID());
    Path path = site.home().proofs().resolve(id.value());
    var folder = new CheckFolder(path, path, id);
    try {
      layout.check(exhibit.application(), exhibit.version(), folder);
      Proof read = proof(exhibit, read(exhibit, folder));
      return read.isGood() && exhibit.depth() == Depth.RESTORED
          ? trials.restore(exhibit, folder, flinks.of(exhibit.snapshot().runtime()), read)
          : read;
    } finally {
      Trees.delete(folder.path());
    }
  }

  private JsonNode read(Exhibit exhibit, CheckFolder folder) {
    FlinkJvms jvms = flinks.of(exhibit.snapshot().runtime());
    Optional<PythonSide> python = site.python(exhibit.version(), folder.python());
    ProcessBuilder builder =
        new ProcessBuilder(
                jvms.proof(
                    options(exhibit, folder),
                    python.stream().map(side -> side.shared().connector()).toList(),
                    arguments(exhibit, folder, code(python, folder))))
            .directory(folder.path().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DREY_")); // may be secrets
    builder
        .environment()
        .putAll(
            Map.of(
                "FLINK_CONF_DIR", folder.conf().toString(),
                "FLINK_PLUGINS_DIR", jvms.plugins().toString()));
    return new OwnJvm("verification", folder.path().resolve("proof.out"), builder)
        .result(folder.result());
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

  private Proof proof(Exhibit exhibit, JsonNode result) {
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
}
