package dev.drey.testkit.line;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.StreamOperatorStateContext;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** Gives operators their state as Flink does, and sees what they got. */
public abstract class WatchedState implements StreamTaskStateInitializer {
  private final StreamTaskStateInitializer flinks;

  protected WatchedState(StreamTaskStateInitializer flinks) {
    this.flinks = flinks;
  }

  /** Called when there is state, before the operator has it. */
  protected abstract void opened(StreamOperatorStateContext context);

  @Override
  public final StreamOperatorStateContext streamOperatorStateContext(
      OperatorID operator,
      String className,
      ProcessingTimeService time,
      KeyContext keyContext,
      TypeSerializer<?> keySerializer,
      CloseableRegistry closing,
      MetricGroup metrics,
      double managedMemory,
      boolean usesRawKeyedStateOtherwise,
      boolean isAsynchronous)
      throws Exception {
    StreamOperatorStateContext context =
        flinks.streamOperatorStateContext(
            operator,
            className,
            time,
            keyContext,
            keySerializer,
            closing,
            metrics,
            managedMemory,
            usesRawKeyedStateOtherwise,
            isAsynchronous);
    opened(context);
    return context;
  }
}
