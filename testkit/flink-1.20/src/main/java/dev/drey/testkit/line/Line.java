package dev.drey.testkit.line;

import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.functions.source.ParallelSourceFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamSource;

/** The few calls that another line of Flink has by another name. */
@SuppressWarnings("deprecation") // jobs still have such functions
public final class Line {
  private Line() {}

  /** The group of an operator's metrics, the same for the same operator. */
  public static InternalOperatorMetricGroup metrics(
      TaskMetricGroup task, OperatorID id, String name) {
    return task.getOrAddOperator(id, name);
  }

  /** What an operator is told of its job by its own configuration. */
  public static void tellOfJob(StreamConfig operator, StreamGraph graph) {
    CheckpointConfig checkpoints = graph.getCheckpointConfig();
    operator.setTimeCharacteristic(graph.getTimeCharacteristic());
    operator.setCheckpointingEnabled(checkpoints.isCheckpointingEnabled());
    operator.setMaxConcurrentCheckpoints(checkpoints.getMaxConcurrentCheckpoints());
  }

  /** Waits for a snapshot to be written. */
  public static OperatorSubtaskState finished(OperatorSnapshotFutures snapshot) throws Exception {
    return new OperatorSnapshotFinalizer(snapshot).getJobManagerOwnedState();
  }

  /** State of an operator without that of its subtasks. This line's knows no names. */
  public static OperatorState stateOf(
      String name, String uid, OperatorID id, int parallelism, int maxParallelism) {
    return new OperatorState(id, parallelism, maxParallelism);
  }

  /** Whether each subtask of a source function runs it. */
  public static boolean isParallel(StreamSource<?, ?> source) {
    return source.getUserFunction() instanceof ParallelSourceFunction;
  }

  /** Has a source function emit all that it has. */
  @SuppressWarnings("unchecked") // the operator's output type is the function's
  public static void run(StreamSource<?, ?> source, FunctionContext context) throws Exception {
    ((SourceFunction<Object>) source.getUserFunction()).run(context);
  }
}
