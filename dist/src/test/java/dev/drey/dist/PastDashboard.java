package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** The dashboard of an application that has stopped. */
final class PastDashboard {
  private final Drey drey;
  private final String application;

  PastDashboard(Drey drey, String application) {
    this.drey = drey;
    this.application = application;
  }

  void showsTheLastJob() {
    var dashboard = new Dashboard(drey, application);

    assertThat(dashboard.page()).contains("<title>Apache Flink Web Dashboard</title>");
    JsonNode job = dashboard.json("jobs/overview").path("jobs").path(0);
    assertThat(job.path("state").asText()).isEqualTo("FINISHED");
    String path = "jobs/" + job.path("jid").asText();
    assertThat(dashboard.json(path + "/plan").path("plan").path("nodes").toString())
        .contains("counter");
    assertThat(dashboard.json(path + "/checkpoints").path("counts").path("completed").asInt())
        .isPositive();
    assertThat(dashboard.json(path + "/exceptions").has("exceptionHistory")).isTrue();
    assertThat(dashboard.json("config").path("features").path("web-history").asBoolean()).isTrue();
  }
}
