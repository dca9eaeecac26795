package dev.drey.bench;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts by key, and is too slow for what is before it when it is told to. */
final class Slowed extends KeyedProcessFunction<Long, Long, Long> {
  private static final long serialVersionUID = 1;
  private static final long SLOW_MILLIS = 5;

  private final Troubles troubles;
  private transient ValueState<Long> seen;

  Slowed(Troubles troubles) {
    this.troubles = troubles;
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.LONG));
  }

  @Override
  public void processElement(Long number, Context context, Collector<Long> next) throws Exception {
    if (troubles.are("clog")) {
      Thread.sleep(SLOW_MILLIS);
    }
    Long before = seen.value();
    long count = before == null ? 1 : before + 1;
    seen.update(count);
    next.collect(count);
  }
}
