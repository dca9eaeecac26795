package dev.drey.testkit.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** What {@code executeAsync} gives to code whose job is only looked at yet. */
record NotRunning(JobID id) implements JobClient {
  @Override
  public JobID getJobID() {
    return id;
  }

  @Override
  public CompletableFuture<JobStatus> getJobStatus() {
    return CompletableFuture.completedFuture(JobStatus.CREATED);
  }

  @Override
  public CompletableFuture<Void> cancel() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<String> stopWithSavepoint(
      boolean advanceToEndOfEventTime, String savepointDirectory, SavepointFormatType format) {
    return notRunning();
  }

  @Override
  public CompletableFuture<String> triggerSavepoint(
      String savepointDirectory, SavepointFormatType format) {
    return notRunning();
  }

  @Override
  public CompletableFuture<Map<String, Object>> getAccumulators() {
    return CompletableFuture.completedFuture(Map.of());
  }

  @Override
  public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
    return CompletableFuture.completedFuture(new JobExecutionResult(id, 0, Map.of()));
  }

  private static <T> CompletableFuture<T> notRunning() {
    return CompletableFuture.failedFuture(
        new IllegalStateException("the job runs in the testkit when its code has ended"));
  }
}
