package dev.drey.testkit.engine;

import dev.drey.testkit.line.TaskEnvironment;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.accumulators.AccumulatorRegistry;
import org.apache.flink.runtime.broadcast.BroadcastVariableManager;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointMetrics;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.checkpoint.channel.ChannelStateWriteRequestExecutorFactory;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.externalresource.ExternalResourceInfoProvider;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.network.TaskEventDispatcher;
import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.runtime.io.network.partition.consumer.IndexedInputGate;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.tasks.InputSplitProvider;
import org.apache.flink.runtime.jobgraph.tasks.TaskOperatorEventGateway;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.runtime.memory.SharedResources;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.query.TaskKvStateRegistry;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.TaskStateManager;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.apache.flink.runtime.taskmanager.TaskManagerActions;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;
import org.apache.flink.util.SerializedValue;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * The surroundings of one subtask: its place in the job, state to restore, metrics. What would need
 * a cluster is absent and says so.
 */
final class LightEnvironment implements TaskEnvironment {
  private static final ResultPartitionWriter[] NO_WRITERS = {};
  private static final IndexedInputGate[] NO_GATES = {};

  private final Surroundings job;
  private final String operator;
  private final TaskInfo task;
  private final Configuration configuration;
  private final TaskMetricGroup metrics;
  private final TaskStateManager state;
  private final JobVertexID vertex = new JobVertexID();
  private final ExecutionAttemptID attempt = ExecutionAttemptID.randomId();
  private final AccumulatorRegistry accumulators;
  private MailboxExecutor mailbox;
  private ExecutorService background;
  private CheckpointStorageAccess checkpointStorage;
  private volatile Throwable failure;

  LightEnvironment(
      Surroundings job,
      Node node,
      int subtask,
      Configuration configuration,
      TaskStateManager state) {
    this.job = job;
    this.operator = node.label();
    this.configuration = configuration;
    this.state = state;
    this.task =
        new TaskInfoImpl(node.name(), node.maxParallelism(), subtask, node.parallelism(), 0);
    this.metrics = job.metrics().task(attempt, node.name());
    this.accumulators = new AccumulatorRegistry(job.id(), attempt);
  }

  /** Throws what failed outside of the thread, or through a callback. */
  void throwFailure() throws Exception {
    Throwable seen = failure;
    if (seen == null) {
      return;
    }
    failure = null;
    if (seen instanceof Error error) {
      throw error;
    }
    throw (Exception) seen;
  }

  @Override
  public void failExternally(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  @Override
  public ExecutionConfig getExecutionConfig() {
    return job.executionConfig();
  }

  @Override
  public JobID getJobID() {
    return job.id();
  }

  @Override
  public JobType getJobType() {
    return JobType.STREAMING;
  }

  @Override
  public JobVertexID getJobVertexId() {
    return vertex;
  }

  @Override
  public ExecutionAttemptID getExecutionId() {
    return attempt;
  }

  @Override
  public Configuration getTaskConfiguration() {
    return configuration;
  }

  @Override
  public TaskManagerRuntimeInfo getTaskManagerInfo() {
    return job.machine();
  }

  @Override
  public TaskMetricGroup getMetricGroup() {
    return metrics;
  }

  @Override
  public Configuration getJobConfiguration() {
    return job.configuration();
  }

  @Override
  public JobInfo getJobInfo() {
    return job.info();
  }

  @Override
  public TaskInfo getTaskInfo() {
    return task;
  }

  @Override
  public InputSplitProvider getInputSplitProvider() {
    throw absent("input splits");
  }

  @Override
  public TaskOperatorEventGateway getOperatorCoordinatorEventGateway() {
    return new TaskOperatorEventGateway() {
      @Override
      public void sendOperatorEventToCoordinator(
          OperatorID operatorId, SerializedValue<OperatorEvent> event) {
        throw absent("an operator coordinator");
      }

      @Override
      public CompletableFuture<CoordinationResponse> sendRequestToCoordinator(
          OperatorID operatorId, SerializedValue<CoordinationRequest> request) {
        throw absent("an operator coordinator");
      }
    };
  }

  @Override
  public IOManager getIOManager() {
    return Machine.disks();
  }

  @Override
  public MemoryManager getMemoryManager() {
    return job.memory();
  }

  @Override
  public SharedResources getSharedResources() {
    return job.sharedResources();
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    return job.classLoader();
  }

  @Override
  public Map<String, Future<Path>> getDistributedCacheEntries() {
    return Map.of();
  }

  @Override
  public BroadcastVariableManager getBroadcastVariableManager() {
    throw absent("broadcast variables of the DataSet API");
  }

  @Override
  public TaskStateManager getTaskStateManager() {
    return state;
  }

  @Override
  public GlobalAggregateManager getGlobalAggregateManager() {
    throw absent("global aggregates");
  }

  @Override
  public ExternalResourceInfoProvider getExternalResourceInfoProvider() {
    return ExternalResourceInfoProvider.NO_EXTERNAL_RESOURCES;
  }

  @Override
  public AccumulatorRegistry getAccumulatorRegistry() {
    return accumulators;
  }

  @Override
  public TaskKvStateRegistry getTaskKvStateRegistry() {
    return new KvStateRegistry().createTaskRegistry(job.id(), vertex);
  }

  @Override
  public void acknowledgeCheckpoint(long checkpointId, CheckpointMetrics checkpointMetrics) {}

  @Override
  public void acknowledgeCheckpoint(
      long checkpointId, CheckpointMetrics checkpointMetrics, TaskStateSnapshot subtaskState) {}

  @Override
  public void declineCheckpoint(long checkpointId, CheckpointException exception) {
    failExternally(exception);
  }

  @Override
  public ResultPartitionWriter getWriter(int index) {
    throw absent("the network");
  }

  @Override
  public ResultPartitionWriter[] getAllWriters() {
    return NO_WRITERS;
  }

  @Override
  public IndexedInputGate getInputGate(int index) {
    throw absent("the network");
  }

  @Override
  public IndexedInputGate[] getAllInputGates() {
    return NO_GATES;
  }

  @Override
  public TaskEventDispatcher getTaskEventDispatcher() {
    throw absent("the network");
  }

  @Override
  public TaskManagerActions getTaskManagerActions() {
    throw absent("a TaskManager");
  }

  @Override
  public void setMainMailboxExecutor(MailboxExecutor mainMailboxExecutor) {
    mailbox = mainMailboxExecutor;
  }

  @Override
  public MailboxExecutor getMainMailboxExecutor() {
    return mailbox;
  }

  @Override
  public void setAsyncOperationsThreadPool(ExecutorService executorService) {
    background = executorService;
  }

  @Override
  public ExecutorService getAsyncOperationsThreadPool() {
    return background;
  }

  @Override
  public void setCheckpointStorageAccess(CheckpointStorageAccess checkpointStorageAccess) {
    checkpointStorage = checkpointStorageAccess;
  }

  @Override
  public CheckpointStorageAccess getCheckpointStorageAccess() {
    return checkpointStorage;
  }

  @Override
  public ChannelStateWriteRequestExecutorFactory getChannelStateExecutorFactory() {
    throw absent("unaligned checkpoints");
  }

  private UnsupportedOperationException absent(String what) {
    return new UnsupportedOperationException(
        operator
            + " asks for "
            + what
            + ", which the testkit does not have. Run this test with @OnMiniCluster.");
  }
}
