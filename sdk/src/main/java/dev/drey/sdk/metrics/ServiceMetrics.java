package dev.drey.sdk.metrics;

import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metric group that the managed service publishes. A counter, gauge or meter that is registered
 * in it is seen in the namespace {@code AWS/KinesisAnalytics}; histograms are not.
 */
public final class ServiceMetrics {
  /** The name of the group, as the service looks for it. */
  public static final String GROUP = "kinesisanalytics";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  private ServiceMetrics() {}

  /**
   * The group inside an operator's own.
   *
   * @param context of the function that has the metrics
   * @return the group to register metrics in
   */
  public static MetricGroup of(RuntimeContext context) {
    return context.getMetricGroup().addGroup(GROUP);
  }

  /**
   * A name as it was given if the service takes it: letters and digits, a letter first.
   *
   * @param name the name of a metric
   * @return the same name
   * @throws IllegalArgumentException if the service would not show a metric of this name
   */
  public static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not the name of a metric (letters and digits, a letter first): " + name);
    }
    return name;
  }
}
