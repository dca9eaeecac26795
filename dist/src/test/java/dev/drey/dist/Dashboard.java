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

/** Flink's dashboard of an application, opened by the link that everybody gets. */
final class Dashboard {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final Drey drey;
  private final String application;
  private final String page;

  Dashboard(Drey drey, String application) {
    this.drey = drey;
    this.application = application;
    String link =
        drey.flink()
            .createApplicationPresignedUrl(
                request ->
                    request.applicationName(application).urlType(UrlType.FLINK_DASHBOARD_URL))
            .authorizedUrl();
    this.page = get(URI.create(link));
  }

  /** What a browser is shown first. */
  String page() {
    return page;
  }

  /** What Flink answers at this path of its REST interface. */
  JsonNode json(String path) {
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
