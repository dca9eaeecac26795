package dev.drey.runtime.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drey.core.capacity.ClusterSize;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.control.Proving.Exhibit;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Restored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Has saved state restored whole, by the code that wrote it, in a JVM that holds a cluster as large
 * as the application's and touches nothing outside. Nothing is lost with it, so it ends with this
 * server.
 */
final class Trials {
  /** Longer than any start is given by default: state is fetched by one machine here, too. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** The only kind of failure that says something of the state. */
  private static final String NOT_RESTORED = "NOT_RESTORED";

  private final Site site;
  private final Launcher launcher;

  Trials(Site site, Launcher launcher) {
    this.site = site;
    this.launcher = launcher;
  }

  /** What has been read is restored, in a folder that is laid out. */
  Proof restore(Exhibit exhibit, CheckFolder folder, FlinkJvms jvms, Proof read) {
    Path result = folder.path().resolve("trial.json");
    ClusterSize size = site.size(exhibit.version().configuration());
    Optional<Path> redirect =
        launcher.view().way() == EtcView.Way.REDIRECT
            ? Optional.of(folder.path().resolve("redirect"))
            : Optional.empty();
    var run =
        new OwnJvm(
            "restore",
            folder.path().resolve("trial.out"),
            launcher.beside(
                folder.path(),
                jvms.trial(
                    options(folder, size), redirect, arguments(exhibit, folder, size, result)),
                Map.of(
                    "FLINK_CONF_DIR", folder.conf().toString(),
                    "FLINK_PLUGINS_DIR", jvms.plugins().toString())));
    JsonNode told = run.result(result);
    if (told.path("ok").asBoolean()) {
      return read.restored(
          new Restored(
              site.clock().instant(),
              told.path("subtasks").asInt(),
              StreamSupport.stream(told.path("cutOff").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList()));
    }
    String message = told.path("message").asText();
    if (told.path("kind").asText().equals(NOT_RESTORED)) {
      return read.notRestored("it cannot be restored: " + message);
    }
    return read.notTried("whether it can be restored: " + message);
  }

  private static List<String> arguments(
      Exhibit exhibit, CheckFolder folder, ClusterSize size, Path result) {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.path().resolve("scratch").toString());
    arguments.add(Integer.toString(size.taskManagers()));
    arguments.add(Long.toString(PATIENCE.toSeconds()));
    arguments.addAll(List.of("--jar", folder.job().toString()));
    arguments.addAll(List.of("--config-dir", folder.conf().toString()));
    arguments.addAll(List.of("--state", exhibit.snapshot().location().orElseThrow()));
    arguments.addAll(List.of("--out", result.toString()));
    return arguments;
  }

  /** As much as all of the application's processes have, in one. */
  private static List<String> options(CheckFolder folder, ClusterSize size) {
    var manager = size.jobManager();
    var worker = size.taskManager();
    int workers = size.taskManagers();
    MemorySize heap = manager.heap().plus(worker.heap().times(workers));
    MemorySize direct = manager.offHeap().plus(worker.direct().times(workers));
    MemorySize metaspace = manager.metaspace().plus(worker.metaspace().times(workers));
    return List.of(
        OwnProcess.mark(folder.running()),
        "-Dlog.file=" + folder.logs().resolve("trial.log"),
        "-Ddrey.process=" + folder.process().name(),
        "-Dlog4j.configurationFile=" + folder.conf().resolve(LogSettings.NAME),
        "-Djava.io.tmpdir=" + folder.path(),
        "-Xmx" + heap.flag(),
        "-XX:MaxDirectMemorySize=" + direct.flag(),
        "-XX:MaxMetaspaceSize=" + metaspace.flag());
  }
}
