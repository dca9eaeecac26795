package dev.drey.sdk.kafka;

import dev.drey.sdk.metrics.ServiceMetrics;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * Registers a metric of the connector once more under the name that the managed service gives it.
 * Everything else goes to the connector's own group untouched.
 *
 * @param metrics the connector's group
 * @param service the service's, with the same keys (topic, partition) below it
 * @param registered names below {@code service} that are taken: the client has some metrics twice
 */
record ServiceNames(MetricGroup metrics, MetricGroup service, Set<String> registered)
    implements InvocationHandler {
  private static final Map<String, String> NAMES =
      Map.of(
          "records-lag-max", "records_lag_max",
          "bytes-consumed-rate", "bytes_consumed_rate",
          "currentOffset", "currentoffsets",
          "committedOffset", "committedoffsets",
          "commitsSucceeded", "commitsSucceeded",
          "commitsFailed", "commitsFailed");

  static SourceReaderMetricGroup in(SourceReaderMetricGroup metrics) {
    return as(
        SourceReaderMetricGroup.class,
        new ServiceNames(metrics, metrics.addGroup(ServiceMetrics.GROUP), new HashSet<>()));
  }

  private static <G extends MetricGroup> G as(Class<G> type, ServiceNames names) {
    return type.cast(
        Proxy.newProxyInstance(ServiceNames.class.getClassLoader(), new Class<?>[] {type}, names));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object result;
    try {
      result = method.invoke(metrics, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (result instanceof MetricGroup group && method.getName().equals("addGroup")) {
      return as(MetricGroup.class, below(group, arguments));
    }
    if (arguments != null && arguments[0] instanceof String name && NAMES.containsKey(name)) {
      again(NAMES.get(name), result);
    }
    return result;
  }

  private ServiceNames below(MetricGroup group, Object[] arguments) {
    return arguments.length == 2
        ? new ServiceNames(
            group, service.addGroup((String) arguments[0], (String) arguments[1]), new HashSet<>())
        : new ServiceNames(group, service, registered);
  }

  private void again(String name, Object metric) {
    if (metric instanceof Gauge<?> gauge && registered.add(name)) {
      service.gauge(name, gauge);
    }
    if (metric instanceof Counter counter && registered.add(name)) {
      service.counter(name, counter);
    }
  }
}
