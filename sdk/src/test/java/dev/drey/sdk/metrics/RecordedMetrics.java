package dev.drey.sdk.metrics;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what is registered, by its path. */
public final class RecordedMetrics extends UnregisteredMetricsGroup
    implements SourceReaderMetricGroup {
  private final String path;
  private final Map<String, Metric> metrics;

  public RecordedMetrics() {
    this("", new TreeMap<>());
  }

  private RecordedMetrics(String path, Map<String, Metric> metrics) {
    this.path = path;
    this.metrics = metrics;
  }

  public Map<String, Metric> all() {
    return metrics;
  }

  public long count(String name) {
    return ((Counter) metrics.get(name)).getCount();
  }

  public Object value(String name) {
    return ((Gauge<?>) metrics.get(name)).getValue();
  }

  @Override
  public Counter counter(String name) {
    return counter(name, super.counter(name));
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    metrics.put(path + name, counter);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    metrics.put(path + name, gauge);
    return gauge;
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordedMetrics(path + name + ".", metrics);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return addGroup(key).addGroup(value);
  }

  @Override
  public Counter getNumRecordsInErrorsCounter() {
    return counter("numRecordsInErrors");
  }

  @Override
  public void setPendingBytesGauge(Gauge<Long> gauge) {
    gauge("pendingBytes", gauge);
  }

  @Override
  public void setPendingRecordsGauge(Gauge<Long> gauge) {
    gauge("pendingRecords", gauge);
  }

  @Override
  public OperatorIOMetricGroup getIOMetricGroup() {
    throw new UnsupportedOperationException();
  }
}
