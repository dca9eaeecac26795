package dev.drey.sdk.kafka;

import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** A reader's context whose metric group knows the service's names. */
final class MeteredContext implements SourceReaderContext {
  private final SourceReaderContext context;
  private final SourceReaderMetricGroup metrics;

  MeteredContext(SourceReaderContext context) {
    this.context = context;
    this.metrics = ServiceNames.in(context.metricGroup());
  }

  @Override
  public SourceReaderMetricGroup metricGroup() {
    return metrics;
  }

  @Override
  public Configuration getConfiguration() {
    return context.getConfiguration();
  }

  @Override
  public String getLocalHostName() {
    return context.getLocalHostName();
  }

  @Override
  public int getIndexOfSubtask() {
    return context.getIndexOfSubtask();
  }

  @Override
  public void sendSplitRequest() {
    context.sendSplitRequest();
  }

  @Override
  public void sendSourceEventToCoordinator(SourceEvent event) {
    context.sendSourceEventToCoordinator(event);
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    return context.getUserCodeClassLoader();
  }

  @Override
  public int currentParallelism() {
    return context.currentParallelism();
  }
}
