package dev.drey.sessionize;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/** Where the managed service looks for an application's own metrics. */
final class Metrics {
  private Metrics() {}

  static MetricGroup of(RuntimeContext context) {
    return context.getMetricGroup().addGroup("kinesisanalytics");
  }
}
