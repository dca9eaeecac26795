package dev.drey.agent.trial;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** The application's settings, without those that would leave something outside. */
final class ScratchSettings {
  private static final List<String> LEFT_OUT =
      List.of(
          "execution.checkpointing.savepoint-dir",
          "execution.job-status-changed-listeners",
          "high-availability",
          "jobmanager.archive",
          "jobmanager.failure-enrichers",
          "job-event",
          "events.reporter",
          "metrics.reporter",
          "process.",
          "rest.",
          "state.backend.rocksdb.localdir",
          "state.backend.rocksdb.log.dir",
          "taskmanager.state.local.root-dirs",
          "traces.reporter");

  private ScratchSettings() {}

  /**
   * Those with which state is restored.
   *
   * @param state where it lies
   * @param scratch for all that is written
   */
  static Configuration of(Configuration application, String state, Path scratch) {
    var settings = new Configuration();
    application
        .toMap()
        .forEach(
            (key, value) -> {
              if (LEFT_OUT.stream().noneMatch(key::startsWith)) {
                settings.setString(key, value);
              }
            });
    settings.setString("rest.address", "127.0.0.1");
    settings.setString("rest.bind-address", "127.0.0.1");
    settings.setString("rest.bind-port", "0");
    settings.setString("execution.checkpointing.dir", in(scratch, "checkpoints"));
    settings.setString("dstl.dfs.base-path", in(scratch, "changes"));
    settings.setString("io.tmp.dirs", scratch.resolve("work").toString());
    settings.setString("restart-strategy.type", "none");
    settings.setString("execution.state-recovery.path", state);
    settings.setString("execution.state-recovery.claim-mode", "NO_CLAIM"); // it stays Drey's
    return settings;
  }

  private static String in(Path scratch, String name) {
    return scratch.resolve(name).toUri().toString();
  }
}
