package dev.drey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.conformance.CheckedAgainst.Source;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** CloudWatch's API where there is nothing to tell. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class MetricsTest {
  private final Instant now = Instant.now();
  private final Instant before = now.minus(Duration.ofHours(1));
  private final CloudWatchClient cloudWatch = Service.cloudWatch();

  @AfterEach
  void clear() {
    cloudWatch.close();
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "ListMetrics")
  void a_namespace_without_metrics_is_empty() {
    assertThat(cloudWatch.listMetrics(it -> it.namespace("Nobody/Measures")).metrics()).isEmpty();
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "GetMetricData: a metric without data has no values")
  void a_metric_that_nobody_has_measured_has_no_points() {
    MetricDataResult line =
        cloudWatch
            .getMetricData(it -> it.metricDataQueries(unknown("m1")).startTime(before).endTime(now))
            .metricDataResults()
            .get(0);

    assertThat(line.id()).isEqualTo("m1");
    assertThat(line.label()).isEqualTo("nobodysMetric");
    assertThat(line.values()).isEmpty();
    assertThat(line.statusCode()).isEqualTo(StatusCode.COMPLETE);
    assertThat(
            cloudWatch
                .getMetricStatistics(
                    it ->
                        it.namespace("AWS/KinesisAnalytics")
                            .metricName("nobodysMetric")
                            .period(60)
                            .statistics(Statistic.SUM)
                            .startTime(before)
                            .endTime(now))
                .datapoints())
        .isEmpty();
  }

  @Test
  @CheckedAgainst(value = Source.MODEL, at = "errors of GetMetricData and GetMetricStatistics")
  void refusals_have_the_types_of_the_model() {
    assertThatThrownBy(
            () ->
                cloudWatch.getMetricData(
                    it ->
                        it.metricDataQueries(unknown("m1"))
                            .startTime(before)
                            .endTime(now)
                            .nextToken("none")))
        .isInstanceOf(InvalidNextTokenException.class);
    assertThatThrownBy(
            () ->
                cloudWatch.getMetricStatistics(
                    it ->
                        it.namespace("AWS/KinesisAnalytics")
                            .metricName("uptime")
                            .period(1)
                            .statistics(Statistic.SUM)
                            .startTime(before)
                            .endTime(now)))
        .isInstanceOf(InvalidParameterCombinationException.class);
    assertThatThrownBy(
            () ->
                cloudWatch.getMetricData(
                    it -> it.metricDataQueries(unknown("Upper")).startTime(before).endTime(now)))
        .isInstanceOfSatisfying(
            CloudWatchException.class,
            it -> assertThat(it.awsErrorDetails().errorCode()).startsWith("ValidationE"));
  }

  private static MetricDataQuery unknown(String id) {
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            stat ->
                stat.period(60)
                    .stat("Sum")
                    .metric(it -> it.namespace("AWS/KinesisAnalytics").metricName("nobodysMetric")))
        .build();
  }
}
