package dev.drey.runtime.process;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.drey.core.capacity.ClusterSize;
import dev.drey.core.capacity.JobManagerMemory;
import dev.drey.core.capacity.PythonMemory;
import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.capacity.TaskManagerMemory;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.model.Checkpointing;
import dev.drey.core.options.Reserved;
import dev.drey.core.options.SetOption;
import dev.drey.core.options.SetOption.By;
import dev.drey.runtime.rest.FlinkRest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What Flink is told in its {@code config.yaml}. */
final class FlinkSettings {
  private static final String LOOPBACK = "127.0.0.1";

  private final Map<String, SetOption> settings = new TreeMap<>();
  private By by = By.RUNTIME;

  String yaml() {
    return settings.values().stream()
        .map(option -> option.key() + ": " + TextNode.valueOf(option.value()) + "\n")
        .collect(Collectors.joining());
  }

  /** What is preset for Python; what of it decides sizes is among the parts already. */
  FlinkSettings preset(PythonMemory python) {
    by(By.RUNTIME);
    python
        .preset()
        .forEach(
            (key, value) -> {
              if (!SizeOptions.decidesSize(key)) {
                set(key, value);
              }
            });
    return this;
  }

  /** Each with who set it last. */
  Collection<SetOption> all() {
    return List.copyOf(settings.values());
  }

  /** In whose name the following options are set. */
  private FlinkSettings by(By who) {
    by = who;
    return this;
  }

  private FlinkSettings set(String key, Object value) {
    settings.put(key, new SetOption(key, value.toString(), by));
    return this;
  }

  /**
   * The application's own. Its sizes are among the parts of the processes already, and what it may
   * not set stays as it is.
   */
  FlinkSettings options(Map<String, String> options) {
    by(By.APPLICATION);
    options.forEach(
        (key, value) -> {
          if (Reserved.reason(key).isEmpty() && !SizeOptions.decidesSize(key)) {
            set(key, value.strip());
          }
        });
    return this;
  }

  /** Nothing can be reached from another machine; what we do not have to know Flink chooses. */
  FlinkSettings addresses(int restPort, int rpcPort) {
    by(By.SERVER).set("jobmanager.rpc.address", LOOPBACK).set("jobmanager.bind-host", LOOPBACK);
    set("jobmanager.rpc.port", rpcPort).set("jobmanager.rpc.bind-port", rpcPort);
    set("taskmanager.host", LOOPBACK).set("taskmanager.bind-host", LOOPBACK);
    set("rest.address", LOOPBACK).set("rest.bind-address", LOOPBACK);
    return set("rest.port", restPort).set("rest.bind-port", restPort);
  }

  /**
   * Dead processes are found by their refused connections, within a second; the timeout is for
   * machines that vanish, and long, so that a long collection of garbage is no death.
   */
  FlinkSettings patience() {
    by(By.RUNTIME).set("heartbeat.interval", "500 ms").set("heartbeat.rpc-failure-threshold", 2);
    set("heartbeat.timeout", "20 s");
    set("cluster.registration.initial-timeout", "50 ms");
    set("cluster.registration.max-timeout", "1 s");
    set("cluster.registration.error-delay", "200 ms");
    set("cluster.registration.refused-registration-delay", "200 ms");
    set("restart-strategy.type", "exponential-delay");
    set("restart-strategy.exponential-delay.initial-backoff", "100 ms");
    set("restart-strategy.exponential-delay.max-backoff", "30 s");
    return set("restart-strategy.exponential-delay.backoff-multiplier", 2);
  }

  FlinkSettings web(String metricsFactory) {
    by(By.RUNTIME).set("web.submit.enable", false).set("web.cancel.enable", false);
    set("rest.flamegraph.enabled", true);
    set("web.refresh-interval", FlinkRest.OLDEST.toMillis());
    set("metrics.fetcher.update-interval", 1000);
    set("metrics.reporter.prom.factory.class", metricsFactory);
    // names of topics, streams and tasks as they are: no "_" for each "-" and "."
    set("metrics.reporter.prom.filterLabelValueCharacters", false);
    return set("metrics.reporter.prom.port", "18000-19999");
  }

  /** The job ends as FAILED with the exception of its main(), and the JobManager stays to tell. */
  FlinkSettings application(String job) {
    by(By.SERVER).set("$internal.pipeline.job-id", job);
    set("execution.submit-failed-job-on-application-error", true);
    return set("execution.shutdown-on-application-finish", false);
  }

  FlinkSettings folder(Path temporary) {
    return by(By.SERVER).set("io.tmp.dirs", temporary).set("web.tmpdir", temporary);
  }

  /** A job that has ended can be looked at when its JobManager is gone. */
  FlinkSettings past(Path folder) {
    return by(By.SERVER).set("jobmanager.archive.fs.dir", folder.toUri());
  }

  /** Every part by name: without Flink's shell scripts nothing is derived. */
  FlinkSettings size(int parallelism, ClusterSize size) {
    by(By.API).set("parallelism.default", parallelism);
    set("taskmanager.numberOfTaskSlots", size.slots()).by(By.SERVER);
    set("taskmanager.cpu.cores", size.kpu().cores());
    TaskManagerMemory worker = size.taskManager();
    set("taskmanager.memory.framework.heap.size", worker.frameworkHeap().flag());
    set("taskmanager.memory.framework.off-heap.size", worker.frameworkOffHeap().flag());
    set("taskmanager.memory.task.heap.size", worker.taskHeap().flag());
    set("taskmanager.memory.task.off-heap.size", worker.taskOffHeap().flag());
    set("taskmanager.memory.network.min", worker.network().flag());
    set("taskmanager.memory.network.max", worker.network().flag());
    set("taskmanager.memory.managed.size", worker.managed().flag());
    set("taskmanager.memory.jvm-metaspace.size", worker.metaspace().flag());
    set("taskmanager.memory.jvm-overhead.min", worker.overhead().flag());
    set("taskmanager.memory.jvm-overhead.max", worker.overhead().flag());
    JobManagerMemory manager = size.jobManager();
    set("jobmanager.memory.heap.size", manager.heap().flag());
    set("jobmanager.memory.off-heap.size", manager.offHeap().flag());
    set("jobmanager.memory.jvm-metaspace.size", manager.metaspace().flag());
    set("jobmanager.memory.jvm-overhead.min", manager.overhead().flag());
    return set("jobmanager.memory.jvm-overhead.max", manager.overhead().flag());
  }

  FlinkSettings checkpoints(Checkpointing wanted, String directory) {
    by(By.SERVER).set("execution.checkpointing.dir", directory).by(By.RUNTIME);
    set("state.backend.type", "rocksdb").set("execution.checkpointing.incremental", true);
    set("execution.checkpointing.mode", "EXACTLY_ONCE");
    set("execution.checkpointing.timeout", "60 min");
    set("execution.checkpointing.max-concurrent-checkpoints", 1);
    set("execution.checkpointing.num-retained", 1);
    set("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    // A full disk is no reason to stop working: the job goes on and the newest checkpoint stays.
    set("execution.checkpointing.tolerable-failed-checkpoints", Integer.MAX_VALUE);
    if (wanted.enabled()) {
      by(By.API);
      set("execution.checkpointing.interval", wanted.interval().toMillis() + " ms");
      set("execution.checkpointing.min-pause", wanted.minPause().toMillis() + " ms");
    }
    return this;
  }

  /** For the file system in Flink's plugin. */
  FlinkSettings store(StateSettings.Bucket bucket) {
    by(By.SERVER).set("s3.access-key", bucket.accessKey()).set("s3.secret-key", bucket.secretKey());
    bucket.endpoint().map(URI::toString).ifPresent(endpoint -> set("s3.endpoint", endpoint));
    bucket.endpoint().ifPresent(endpoint -> set("s3.path.style.access", true));
    return set("s3.endpoint.region", bucket.region());
  }

  /** Which interpreters Flink starts, and what they and the program's class loader find. */
  FlinkSettings python(Optional<PythonSide> side) {
    side.ifPresent(this::python);
    return this;
  }

  private void python(PythonSide side) {
    by(By.SERVER).set("python.executable", side.interpreter());
    set("python.client.executable", side.interpreter()).by(By.API);
    side.jar().ifPresent(jar -> set("pipeline.classpaths", jar.toUri()));
    if (!side.files().isEmpty()) {
      set("python.files", side.files());
    }
    if (!side.archives().isEmpty()) {
      set("python.archives", side.archives());
    }
  }

  FlinkSettings origin(Origin origin) {
    by(By.SERVER);
    if (origin instanceof Origin.Restore restore) {
      set("execution.state-recovery.path", restore.location());
      set("execution.state-recovery.claim-mode", "NO_CLAIM");
      set(
          "execution.state-recovery.ignore-unclaimed-state",
          Boolean.toString(restore.allowNonRestoredState()));
    }
    if (origin instanceof Origin.Resume resume) {
      set("execution.state-recovery.path", resume.location());
      set("execution.state-recovery.claim-mode", "CLAIM");
    }
    return this;
  }

  /** The class that reads the properties is the one on our class path, whose file is ours. */
  FlinkSettings redirected() {
    return by(By.SERVER)
        .set(
            "classloader.parent-first-patterns.additional",
            "com.amazonaws.services.kinesisanalytics.runtime.");
  }
}
