package dev.drey.agent.training;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts by key, with every common kind of state, a timer and a metric. */
final class Visits extends KeyedProcessFunction<String, String, Count>
    implements CheckpointListener, CheckpointedFunction {
  private static final long serialVersionUID = 1;
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  private final boolean failOnce;
  private transient ValueState<Count> count;
  private transient ListState<Long> times;
  private transient MapState<String, Long> hours;
  private transient ListState<Long> total;
  private transient Counter visits;
  private transient boolean failNow;

  Visits(boolean failOnce) {
    this.failOnce = failOnce;
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    count = runtime.getState(new ValueStateDescriptor<>("count", Types.POJO(Count.class)));
    times = runtime.getListState(new ListStateDescriptor<>("times", Types.LONG));
    hours = runtime.getMapState(new MapStateDescriptor<>("hours", Types.STRING, Types.LONG));
    visits = runtime.getMetricGroup().addGroup("training").counter("visits");
  }

  @Override
  public void processElement(String line, Context context, Collector<Count> out) throws Exception {
    if (failNow && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("failing once, so that coming back is in the training");
    }
    Count before = count.value();
    var now = new Count();
    now.name = line;
    now.seen = before == null ? 1 : before.seen + 1;
    count.update(now);
    times.add(context.timerService().currentProcessingTime());
    hours.put("now", now.seen);
    visits.inc();
    context
        .timerService()
        .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + 500);
    out.collect(now);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Count> out) {
    times.clear();
    hours.clear();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    failNow = failOnce;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    total.clear();
    total.add(visits.getCount());
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    total =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("total", Types.LONG));
  }
}
