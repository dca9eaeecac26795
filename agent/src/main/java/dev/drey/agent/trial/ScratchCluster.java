package dev.drey.agent.trial;

import dev.drey.agent.check.Kind;
import dev.drey.agent.check.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/** JobManager and TaskManagers in this JVM, sized as the application's are. */
final class ScratchCluster implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;
  private static final long GRACE_SECONDS = 10;

  private final MiniCluster cluster;
  private final ClassLoader userCode;

  private ScratchCluster(MiniCluster cluster, ClassLoader userCode) {
    this.cluster = cluster;
    this.userCode = userCode;
  }

  static ScratchCluster start(Configuration settings, int taskManagers, ClassLoader userCode)
      throws Exception {
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(settings.get(TaskManagerOptions.NUM_TASK_SLOTS))
                .setCommonBindAddress("127.0.0.1")
                .build());
    cluster.start();
    return new ScratchCluster(cluster, userCode);
  }

  /**
   * Returns when every subtask has restored its state and runs, or has had nothing left to do.
   *
   * @return how many subtasks there are
   * @throws Refused if it cannot be restored, or that cannot be told
   */
  int restore(JobGraph graph, Duration patience)
      throws Refused, InterruptedException, ExecutionException {
    JobID job = cluster.submitJob(graph).get().getJobID();
    Instant giveUpAt = Instant.now().plus(patience);
    while (true) {
      AccessExecutionGraph seen = cluster.getExecutionGraph(job).get();
      Optional<ErrorInfo> failure = failure(seen);
      if (failure.isPresent()) {
        throw failed(failure.get());
      }
      if (runs(seen)) {
        int subtasks = (int) subtasks(seen).count();
        cancel(job);
        return subtasks;
      }
      if (Instant.now().isAfter(giveUpAt)) {
        throw new Refused(
            Kind.TRIAL_BROKEN_OFF,
            "not all subtasks ran within %d seconds: %s"
                .formatted(patience.toSeconds(), told(seen)));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static Optional<ErrorInfo> failure(AccessExecutionGraph seen) {
    return Optional.ofNullable(seen.getFailureInfo())
        .or(() -> subtasks(seen).flatMap(each -> each.getFailureInfo().stream()).findFirst());
  }

  private static boolean runs(AccessExecutionGraph seen) {
    return seen.getState() != JobStatus.INITIALIZING
        && subtasks(seen)
            .allMatch(
                each ->
                    each.getExecutionState() == ExecutionState.RUNNING
                        || each.getExecutionState() == ExecutionState.FINISHED);
  }

  private static String told(AccessExecutionGraph seen) {
    return subtasks(seen)
        .filter(each -> each.getExecutionState() != ExecutionState.RUNNING)
        .map(each -> each.getTaskNameWithSubtaskIndex() + " is " + each.getExecutionState())
        .findFirst()
        .orElse("the job is " + seen.getState());
  }

  private static Stream<AccessExecutionVertex> subtasks(AccessExecutionGraph seen) {
    return StreamSupport.stream(seen.getAllExecutionVertices().spliterator(), false)
        .map(AccessExecutionVertex.class::cast);
  }

  private Refused failed(ErrorInfo failure) {
    Throwable thrown = failure.getException().deserializeError(userCode);
    String whole = ExceptionUtils.stringifyException(thrown);
    return new Refused(
        Failure.of(whole) == Failure.OF_THE_STATE ? Kind.NOT_RESTORED : Kind.TRIAL_BROKEN_OFF,
        Failure.inWords(thrown),
        thrown);
  }

  /** So that what functions have opened is closed by them. */
  private void cancel(JobID job) throws InterruptedException {
    try {
      cluster.cancelJob(job).get(GRACE_SECONDS, TimeUnit.SECONDS);
      cluster.requestJobResult(job).get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // it goes with this JVM
    }
  }

  @Override
  public void close() {
    try {
      cluster.closeAsync().get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // it goes with this JVM
    }
  }
}
