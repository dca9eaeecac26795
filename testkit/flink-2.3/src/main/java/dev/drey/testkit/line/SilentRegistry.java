package dev.drey.testkit.line;

import org.apache.flink.events.EventBuilder;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.traces.SpanBuilder;

/** A registry that reports to nobody. */
public interface SilentRegistry extends MetricRegistry {
  @Override
  default void addSpan(SpanBuilder span, AbstractMetricGroup<?> group) {}

  @Override
  default void addEvent(EventBuilder event, AbstractMetricGroup<?> group) {}

  @Override
  default int getNumberReporters() {
    return 0;
  }
}
