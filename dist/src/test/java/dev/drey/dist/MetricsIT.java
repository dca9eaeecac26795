package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a real job's numbers become. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetricsIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Drey drey;

  @BeforeEach
  void home() {
    drey = new Drey(folder.resolve("home"));
  }

  @AfterEach
  void end() {
    drey.close();
  }

  @Test
  void of_an_application_are_told_while_it_runs() {
    drey.up("--set", "drey.metrics.interval=500ms").upload(Odometer.jar(folder), Odometer.KEY);
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
    assertThat(value("uptime")).hasValueSatisfying(time -> assertThat(time).isPositive());
    assertThat(value("last_checkpoint_size"))
        .hasValueSatisfying(size -> assertThat(size).isPositive());
    assertThat(page("/metrics/flink"))
        .contains("flink_jobmanager_job_uptime{application=\"measured\"");

    odometer.application().stop();
    await("nothing of what does not run")
        .atMost(Drey.PATIENCE)
        .until(() -> value("uptime").isEmpty());
  }

  /** At the level of the application. */
  private Optional<Double> value(String metric) {
    String line = "kinesisanalytics_" + metric + "{application=\"measured\"} ";
    return page("/metrics")
        .lines()
        .filter(each -> each.startsWith(line))
        .map(each -> Double.valueOf(each.substring(line.length())))
        .findFirst();
  }

  private String page(String path) {
    URI address = URI.create(drey.endpoints().required("kinesisAnalytics").asText() + path);
    try {
      HttpResponse<String> answer =
          HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
