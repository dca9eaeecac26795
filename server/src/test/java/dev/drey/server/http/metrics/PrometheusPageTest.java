package dev.drey.server.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrometheusPageTest {
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
}
