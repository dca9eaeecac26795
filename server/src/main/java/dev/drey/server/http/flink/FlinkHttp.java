package dev.drey.server.http.flink;

import java.net.http.HttpClient;
import java.time.Duration;

/** The client that asks JobManagers. */
final class FlinkHttp {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private FlinkHttp() {}

  /**
   * Made when it is first needed: it takes a tenth of a second, which is a lot of a server's start.
   */
  private static final class Made {
    private static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  static HttpClient client() {
    return Made.CLIENT;
  }
}
