package dev.drey.core.options;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The options that are not an application's to set, and why. */
public final class Reserved {
  private static final String ADDRESSES = "Drey chooses addresses and ports";
  private static final String STATE = "Drey chooses where state lies and what is restored";
  private static final String LIFE = "Drey starts, stops and finds the job by it";
  private static final String PARALLELISM = "it is set in ParallelismConfiguration";
  private static final String CHECKPOINTS = "it is set in CheckpointConfiguration";
  private static final String PROCESSES = "Drey starts the JVMs, not Flink's scripts";
  private static final String ACCESS = "Drey hands out the access to its own store";
  private static final String WHOLE = "the size of the process is set, by process.size";
  private static final String PYTHON =
      "it is set in the property group kinesis.analytics.flink.run.options, or by Drey";
  private static final String ELSEWHERE = "Drey is what runs Flink here";

  /** A key, or the beginning of keys where it ends in a dot. */
  private static final Map<String, String> REASONS = reasons();

  private Reserved() {}

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new HashMap<>();
    because(reasons, ADDRESSES, "jobmanager.rpc.", "jobmanager.bind-host", "taskmanager.rpc.");
    because(
        reasons, ADDRESSES, "taskmanager.host", "taskmanager.bind-host", "taskmanager.bind-policy");
    because(reasons, ADDRESSES, "rest.address", "rest.port", "rest.bind-address", "rest.bind-port");
    because(reasons, ADDRESSES, "rest.path", "metrics.reporter.prom.", "security.ssl.");
    because(
        reasons,
        STATE,
        "execution.state-recovery.",
        "execution.savepoint.",
        "execution.savepoint-");
    because(reasons, STATE, "execution.checkpointing.dir", "execution.checkpointing.savepoint-dir");
    because(reasons, STATE, "execution.checkpointing.storage", "state.checkpoint-storage");
    because(reasons, STATE, "execution.checkpointing.externalized-checkpoint-retention");
    because(
        reasons,
        STATE,
        "execution.checkpointing.create-subdir",
        "state.checkpoints.",
        "state.savepoints.");
    because(
        reasons,
        CHECKPOINTS,
        "execution.checkpointing.interval",
        "execution.checkpointing.min-pause");
    because(
        reasons,
        PARALLELISM,
        "parallelism.default",
        "taskmanager.numberOfTaskSlots",
        "scheduler-mode");
    because(
        reasons, LIFE, "$internal.", "high-availability.", "job-result-store.", "execution.target");
    because(
        reasons,
        LIFE,
        "execution.attached",
        "execution.shutdown-on-",
        "execution.submit-failed-job-");
    because(reasons, LIFE, "execution.job-listeners", "pipeline.jars", "pipeline.classpaths");
    because(
        reasons, LIFE, "web.submit.", "web.cancel.", "web.tmpdir", "web.upload.", "web.rescale.");
    because(reasons, LIFE, "jobmanager.resource-id", "taskmanager.resource-id", "process.");
    because(reasons, LIFE, "io.tmp.dirs", "jobmanager.archive.", "historyserver.", "sql-gateway.");
    because(reasons, PROCESSES, "env.");
    because(reasons, ACCESS, "s3.access-key", "s3.secret-key", "s3.endpoint", "s3.endpoint.region");
    because(
        reasons,
        ACCESS,
        "s3.path.style.access",
        "s3.path-style-access",
        "s3.access.key",
        "s3.secret.key");
    because(reasons, PYTHON, "python.executable", "python.client.executable", "python.files");
    because(reasons, PYTHON, "python.archives", "python.requirements", "python.pythonpath");
    because(reasons, WHOLE, "taskmanager.memory.flink.size", "jobmanager.memory.flink.size");
    because(reasons, WHOLE, "jobmanager.memory.enable-jvm-direct-memory-limit");
    because(reasons, ELSEWHERE, "kubernetes.", "yarn.", "mesos.", "containerized.", "zookeeper.");
    return Map.copyOf(reasons);
  }

  private static void because(Map<String, String> reasons, String reason, String... keys) {
    for (String key : keys) {
      reasons.put(key, reason);
    }
  }

  /** Absent for what an application may set. */
  public static Optional<String> reason(String key) {
    return REASONS.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().matches(".*[.-]$")
                    ? key.startsWith(entry.getKey())
                    : key.equals(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
