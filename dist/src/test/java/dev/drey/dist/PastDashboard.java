package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.UrlType;

/** The dashboard of an application that has stopped, by the link that everybody gets. */
final class PastDashboard {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final Drey drey;
  private final String application;

  PastDashboard(Drey drey, String application) {
    this.drey = drey;
    this.application = application;
  }

  void showsTheLastJob() {
    String link =
        drey.flink()
            .createApplicationPresignedUrl(
                request ->
                    request.applicationName(application).urlType(UrlType.FLINK_DASHBOARD_URL))
            .authorizedUrl();

    assertThat(get(URI.create(link))).contains("<title>Apache Flink Web Dashboard</title>");
    JsonNode job = json("jobs/overview").path("jobs").path(0);
    assertThat(job.path("state").asText()).isEqualTo("FINISHED");
    String path = "jobs/" + job.path("jid").asText();
    assertThat(json(path + "/plan").path("plan").path("nodes").toString()).contains("counter");
    assertThat(json(path + "/checkpoints").path("counts").path("completed").asInt()).isPositive();
    assertThat(json(path + "/exceptions").has("exceptionHistory")).isTrue();
    assertThat(json("config").path("features").path("web-history").asBoolean()).isTrue();
  }

  private JsonNode json(String path) {
    try {
      String server = drey.endpoints().required("kinesisAnalytics").asText();
      return JSON.readTree(get(URI.create(server + "/flink/" + application + "/" + path)));
    } catch (IOException e) {
      throw new AssertionError(path + " is no JSON", e);
    }
  }

  private String get(URI address) {
    try {
      HttpResponse<String> answer =
          browser.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("%s said %s", address, answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
