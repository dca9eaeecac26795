package dev.drey.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A Flink inside this JVM that runs one job at a time from its jar, which it loads as any Flink
 * does: apart from the test's own class path.
 */
final class LocalFlink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Configuration configuration;
  private final MiniCluster cluster;
  private Optional<JobID> running = Optional.empty();

  private LocalFlink(Path folder, Configuration configuration, MiniCluster cluster) {
    this.folder = folder;
    this.configuration = configuration;
    this.cluster = cluster;
  }

  static LocalFlink start(Path folder) throws Exception {
    Configuration configuration =
        new Configuration()
            .set(StateBackendOptions.STATE_BACKEND, "rocksdb")
            .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri() + "checkpoints")
            .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true)
            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
            .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumSlotsPerTaskManager(Topics.PARTITIONS)
                .build());
    cluster.start();
    return new LocalFlink(folder, configuration, cluster);
  }

  /** The application's jar, as the build has packaged it. */
  static Path sessionize() {
    return Path.of(System.getProperty("sessionize.jar"));
  }

  /** Returns when every task runs. */
  void submit(Path jar, Path properties, Optional<String> savepoint) {
    try (var program =
        PackagedProgram.newBuilder()
            .setJarFile(new File(jar.toString()))
            .setArguments(properties.toString())
            .setConfiguration(configuration)
            .build()) {
      JobGraph job =
          PackagedProgramUtils.createJobGraph(program, configuration, Topics.PARTITIONS, true);
      job.setSavepointRestoreSettings(
          savepoint.map(SavepointRestoreSettings::forPath).orElse(SavepointRestoreSettings.none()));
      running = Optional.of(cluster.submitJob(job).join().getJobID());
      await().atMost(PATIENCE).until(this::everyTaskRuns);
    } catch (Exception e) {
      throw new AssertionError("the job was not taken", e);
    }
  }

  String stopWithSavepoint() {
    String savepoint =
        cluster
            .stopWithSavepoint(
                running.orElseThrow(),
                folder.toUri() + "savepoints",
                false,
                SavepointFormatType.CANONICAL)
            .join();
    await().atMost(PATIENCE).until(() -> status() == JobStatus.FINISHED);
    running = Optional.empty();
    return savepoint;
  }

  void cancel() {
    if (running.isPresent()) {
      cluster.cancelJob(running.get()).join();
      await().atMost(PATIENCE).until(() -> status().isTerminalState());
      running = Optional.empty();
    }
  }

  /** What Flink's REST API answers to a GET of this path and query. */
  String rest(String path) throws IOException {
    URI address = cluster.getRestAddress().join();
    try (InputStream answer = address.resolve(path).toURL().openStream()) {
      return new String(answer.readAllBytes(), UTF_8);
    }
  }

  /** A job that is being set up has no tasks yet: not one that does not run, but none that does. */
  private boolean everyTaskRuns() {
    var graph = cluster.getExecutionGraph(running.orElseThrow()).join();
    return graph.getState() == JobStatus.RUNNING
        && StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
            .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
  }

  private JobStatus status() {
    return cluster.getJobStatus(running.orElseThrow()).join();
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
