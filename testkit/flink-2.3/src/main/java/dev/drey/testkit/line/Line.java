package dev.drey.testkit.line;

import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.streaming.api.functions.source.legacy.ParallelSourceFunction;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
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
    return task.getOrAddOperator(id, name, Map.of());
  }

  /** Nothing: here an operator looks into the job's configuration. */
  public static void tellOfJob(StreamConfig operator, StreamGraph graph) {}

  /** Waits for a snapshot to be written. */
  public static OperatorSubtaskState finished(OperatorSnapshotFutures snapshot) throws Exception {
    return OperatorSnapshotFinalizer.create(snapshot).getJobManagerOwnedState();
  }

  /** State of an operator without that of its subtasks. */
  public static OperatorState stateOf(
      String name, String uid, OperatorID id, int parallelism, int maxParallelism) {
    return new OperatorState(name, uid, id, parallelism, maxParallelism);
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
