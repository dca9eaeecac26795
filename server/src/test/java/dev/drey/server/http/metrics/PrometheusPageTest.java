package dev.drey.server.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.control.InMemoryApplications;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Launch;
import dev.drey.core.lifecycle.Origin;
import dev.drey.core.lifecycle.Running;
import dev.drey.core.metrics.Collector;
import dev.drey.core.metrics.DiskUse;
import dev.drey.core.metrics.RememberedHistory;
import dev.drey.core.metrics.Sample;
import dev.drey.core.metrics.Vitals;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.DeploymentId;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrometheusPageTest {
  private final InMemoryApplications applications = new InMemoryApplications();
  private final Collector collector =
      new Collector(
          applications,
          (application, version) -> Optional.of(vitals()),
          new RememberedHistory(),
          Duration.ofSeconds(15),
          Clock.systemUTC());
  private final PrometheusPage page = new PrometheusPage(collector);

  @BeforeEach
  void two_accounts_run_an_application() {
    run("000000000000");
    run("111111111111");
    collector.round();
  }

  @AfterEach
  void end() {
    collector.close();
  }

  @ParameterizedTest
  @CsvSource({
    "numRecordsInPerSecond, num_records_in_per_second",
    "KPUs, kpus",
    "cpuUtilization, cpu_utilization",
    "containerCPUUtilization, container_cpu_utilization",
    "oldGenerationGCCount, old_generation_gc_count",
    "records_lag_max, records_lag_max",
    "busyTimeMsPerSecond, busy_time_ms_per_second",
  })
  void names_are_written_as_Prometheus_likes_them(String kda, String prometheus) {
    assertThat(PrometheusPage.snake(kda)).isEqualTo(prometheus);
  }

  /** Prometheus takes nothing of a page that tells one series twice. */
  @Test
  void applications_of_two_accounts_may_have_the_same_name() {
    assertThat(page.ours().lines())
        .contains(
            "kinesisanalytics_full_restarts{account=\"000000000000\",application=\"clicks\"} 3.0",
            "kinesisanalytics_full_restarts{account=\"111111111111\",application=\"clicks\"} 3.0")
        .doesNotHaveDuplicates();
    assertThat(page.flinks().lines()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void promtool_reads_the_pages() throws Exception {
    Promtool.reads(page.ours());
    Promtool.reads(page.flinks());
  }

  private void run(String account) {
    var launch = Launch.first(new DeploymentId(account + "-v1-1"), 1, new Origin.Empty());
    applications.create(
        new Application(
            new ApplicationId("us-east-1", account, new ApplicationName("clicks")),
            account,
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            0,
            Map.of(),
            Optional.empty(),
            "06:00",
            new Running(launch, true, Optional.empty()),
            1),
        Version.first(
            Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "role"), Instant.EPOCH));
  }

  private static Vitals vitals() {
    var restarts = new Sample("flink_jobmanager_job_fullRestarts", Map.of("job", "clicks"), 3);
    return new Vitals(
        1,
        1,
        1L << 32,
        0,
        DiskUse.of(50),
        List.of(),
        List.of(new Vitals.Jvm("jm", 0, List.of(), List.of(restarts))));
  }
}
