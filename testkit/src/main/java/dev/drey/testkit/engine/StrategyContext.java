package dev.drey.testkit.engine;

import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.clock.RelativeClock;

/** What a watermark strategy may ask for when it makes its parts. */
record StrategyContext(MetricGroup metrics, RelativeClock clock)
    implements TimestampAssignerSupplier.Context, WatermarkGeneratorSupplier.Context {
  @Override
  public MetricGroup getMetricGroup() {
    return metrics;
  }

  @Override
  public RelativeClock getInputActivityClock() {
    return clock;
  }
}
