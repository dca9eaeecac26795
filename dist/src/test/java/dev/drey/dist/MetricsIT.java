package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/** What can be seen of a real job: its numbers, its logs, and its dashboard when it has ended. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetricsIT {
  private static final String NAMESPACE = "AWS/KinesisAnalytics";
  private static final String SECRET = "between us";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Drey drey;
  private Inbox inbox;

  @BeforeEach
  void home() throws IOException {
    drey = new Drey(folder.resolve("home"));
    inbox = new Inbox(SECRET);
  }

  @AfterEach
  void end() {
    drey.close();
    inbox.close();
  }

  @Test
  void of_an_application_are_told_while_it_runs_and_kept_after() throws Exception {
    drey.up(
            "--set",
            "drey.metrics.interval=500ms",
            "--set",
            "drey.alerts.webhook=" + inbox.address(),
            "--set",
            "drey.alerts.secret-file=" + Files.writeString(folder.resolve("secret"), SECRET))
        .upload(Odometer.jar(folder), Odometer.KEY);
    var odometer = new Odometer(drey, folder, "measured").run();

    await("records that came in")
        .atMost(Drey.PATIENCE)
        .until(() -> value("num_records_in_total").filter(count -> count > 0).isPresent());
    odometer.counts(1);

    assertThat(value("kpus")).as("one, and AWS's for the JobManager").contains(2.0);
    assertThat(value("num_records_in_total"))
        .as("not more than the source gave to the counter and to the printing of nothing")
        .hasValueSatisfying(count -> assertThat(count).isLessThan(2.0 * odometer.numbers() + 200));
    assertThat(value("heap_memory_utilization"))
        .hasValueSatisfying(share -> assertThat(share).isBetween(0.1, 100.0));
    assertThat(value("container_memory_utilization"))
        .hasValueSatisfying(share -> assertThat(share).isBetween(1.0, 120.0));
    for (String once : List.of("uptime", "last_checkpoint_size")) {
      await(once + ": the numbers are of several moments, and Flink says -1 until there is one")
          .atMost(Drey.PATIENCE)
          .until(() -> value(once).filter(seen -> seen > 0).isPresent());
    }
    assertThat(drey.page("/metrics/flink"))
        .as("what the examples for Prometheus and Grafana ask for")
        .contains(
            "flink_jobmanager_job_uptime{account=\"000000000000\",application=\"measured\"",
            "flink_jobmanager_job_numberOfCompletedCheckpoints{account=\"000000000000\",application=\"measured\"",
            "flink_taskmanager_job_task_busyTimeMsPerSecond{account=\"000000000000\",application=\"measured\"",
            "flink_taskmanager_job_task_backPressuredTimeMsPerSecond{account=\"000000000000\",application=\"measured\"",
            "flink_taskmanager_job_task_idleTimeMsPerSecond{account=\"000000000000\",application=\"measured\"");

    new WhatIsLogged(drey, odometer).isRight();

    assertThat(drey.run("status").output()).contains("measured is RUNNING and ", "of its time");

    aLoopOfFailuresIsToldWithItsCause(odometer);

    odometer.application().stopOnceItRuns();
    new PastDashboard(drey, "measured").showsTheLastJob();
    await("nothing of what does not run")
        .atMost(Drey.PATIENCE)
        .until(() -> value("uptime").isEmpty());
    assertThat(drey.run("status").output()).contains("measured is READY and does not run");
    assertThat(inbox.next("RESTARTING_IN_LOOPS").path("State").asText()).isEqualTo("CLEARED");
    assertThat(recordsByTheSdk())
        .isBetween((double) odometer.numbers() / 2, 2.0 * odometer.numbers() + 200)
        .isEqualTo(recordsByBoto3())
        .isEqualTo(recordsByTheCli());
  }

  private void aLoopOfFailuresIsToldWithItsCause(Odometer odometer) {
    odometer.fail().raise();

    JsonNode alert = inbox.next("RESTARTING_IN_LOOPS");
    assertThat(alert.path("State").asText()).isEqualTo("RAISED");
    assertThat(alert.path("ApplicationName").asText()).isEqualTo("measured");
    assertThat(alert.path("Says").asText()).matches("it has restarted \\d+ times in .*");
    assertThat(alert.path("NextStep").asText()).isNotBlank();
    await("why it is not well")
        .atMost(Drey.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(drey.run("status").output())
                    .contains(
                        "measured is RUNNING and not well: it has restarted ",
                        "IllegalStateException: no number can be counted"));

    odometer.fail().lower();
    odometer.counts(1);
  }

  private double recordsByTheSdk() {
    Instant now = Instant.now();
    try (CloudWatchClient cloudWatch = drey.cloudWatch()) {
      assertThat(cloudWatch.listMetricsPaginator(it -> it.namespace(NAMESPACE)).metrics())
          .extracting(Metric::metricName)
          .contains("KPUs", "uptime", "cpuUtilization", "lastCheckpointSize");
      assertThatThrownBy(
              () ->
                  cloudWatch.getMetricStatistics(
                      it ->
                          it.namespace(NAMESPACE)
                              .metricName("KPUs")
                              .period(60)
                              .startTime(now)
                              .endTime(now.plusSeconds(60))))
          .isInstanceOf(InvalidParameterCombinationException.class);
      GetMetricDataResponse answer =
          cloudWatch.getMetricData(
              it ->
                  it.startTime(now.minus(Duration.ofHours(3)))
                      .endTime(now)
                      .metricDataQueries(
                          MetricDataQuery.builder().id("m1").metricStat(MetricsIT::records).build(),
                          MetricDataQuery.builder().id("e1").expression("m1 + 0 * m1").build()));
      List<Double> sums =
          answer.metricDataResults().stream().map(MetricsIT::sum).distinct().toList();
      assertThat(answer.metricDataResults()).hasSize(2);
      assertThat(sums).hasSize(1);
      return sums.get(0);
    }
  }

  private static void records(MetricStat.Builder stat) {
    stat.stat("Sum")
        .period(60)
        .metric(
            it ->
                it.namespace(NAMESPACE)
                    .metricName("numRecordsIn")
                    .dimensions(Dimension.builder().name("Application").value("measured").build()));
  }

  private static double sum(MetricDataResult line) {
    return line.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private double recordsByBoto3() throws Exception {
    var program = new Program(folder);
    program.needs("boto3", "python3", "-c", "import boto3");
    Program.Ran ran =
        program.run(
            "python3",
            "-B", // nothing is written beside the script
            Path.of(System.getProperty("drey.checkout", ".."))
                .resolve("conformance/clients/metrics.py")
                .toString(),
            "--endpoint",
            drey.endpoints().required("kinesisAnalytics").asText(),
            "--credentials",
            drey.endpoints().required("credentials").asText(),
            "--application",
            "measured");
    assertThat(ran.status()).as(ran.output()).isZero();
    return Double.parseDouble(ran.output().replaceFirst("(?s).*SUM ", "").strip());
  }

  private double recordsByTheCli() throws Exception {
    var program = new Program(folder);
    program.needs("the AWS CLI", "aws", "--version");
    Instant now = Instant.now();
    Program.Ran ran =
        program.run(
            Map.of(
                "AWS_SHARED_CREDENTIALS_FILE",
                drey.endpoints().required("credentials").asText(),
                "AWS_CONFIG_FILE",
                "/dev/null",
                "AWS_DEFAULT_REGION",
                "us-east-1"),
            "aws",
            "cloudwatch",
            "get-metric-statistics",
            "--endpoint-url",
            drey.endpoints().required("kinesisAnalytics").asText(),
            "--namespace",
            NAMESPACE,
            "--metric-name",
            "numRecordsIn",
            "--dimensions",
            "Name=Application,Value=measured",
            "--statistics",
            "Sum",
            "--period",
            "86400",
            "--start-time",
            now.minus(Duration.ofHours(3)).toString(),
            "--end-time",
            now.toString(),
            "--query",
            "sum(Datapoints[].Sum)",
            "--output",
            "text");
    assertThat(ran.status()).as(ran.output()).isZero();
    return Double.parseDouble(ran.output().strip());
  }

  /** At the level of the application. */
  private Optional<Double> value(String metric) {
    return new Told(drey.page("/metrics"), "measured").value(metric, "");
  }
}
