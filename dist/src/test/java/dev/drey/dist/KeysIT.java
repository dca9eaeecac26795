package dev.drey.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.KinesisAnalyticsV2Exception;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RuntimeEnvironment;

/** Who the distribution answers, and who it shows dashboards to. */
@Tag("e2e")
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeysIT {
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

  private URI api() {
    return URI.create(drey.endpoints().required("kinesisAnalytics").asText());
  }

  private KinesisAnalyticsV2Client as(String keyId, String secret) {
    return KinesisAnalyticsV2Client.builder()
        .endpointOverride(api())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)))
        .httpClient(ApacheHttpClient.create())
        .build();
  }

  @Test
  void keys_are_the_files_and_a_dashboard_shows_to_who_has_a_link() throws Exception {
    drey.up().upload(Odometer.jar(folder), Odometer.KEY);
    var odometer = new Odometer(drey, folder, "clicks").run();
    Files.writeString(
        drey.home().resolve("credentials"),
        """

        [reader]
        aws_access_key_id = READER
        aws_secret_access_key = reads
        drey_role = read-only
        [other]
        aws_access_key_id = OTHER
        aws_secret_access_key = other
        drey_account = 111122223333
        """,
        StandardOpenOption.APPEND);

    try (var stranger = as("STRANGER", "guessed");
        var reader = as("READER", "reads");
        var other = as("OTHER", "other")) {
      assertRefused("UnrecognizedClientException", stranger::listApplications);
      assertThat(reader.listApplications().applicationSummaries()).hasSize(1);
      assertRefused(
          "AccessDeniedException",
          () -> reader.stopApplication(it -> it.applicationName("clicks")));
      assertThat(other.listApplications().applicationSummaries()).isEmpty();
      assertRefused(
          "ResourceNotFoundException",
          () -> other.describeApplication(it -> it.applicationName("clicks")));
      assertRefused("InvalidArgumentException", () -> create(other));
    }
    assertThat(Files.readString(drey.home().resolve("audit.jsonl")))
        .contains("\"outcome\":\"AccessDeniedException\"")
        .contains("\"operation\":\"KinesisAnalytics_20180523.CreateApplication\"");

    assertThat(
            get(HttpClient.newHttpClient(), api().resolve("/flink/clicks/overview")).statusCode())
        .isEqualTo(403);
    String link = drey.run("dashboard", "clicks").output().strip();
    var browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    assertThat(get(browser, URI.create(link)).body()).contains("<html");
    assertThat(get(browser, api().resolve("/flink/clicks/overview")).body())
        .contains("\"flink-version\"");
    assertThat(drey.run("status").output()).contains("clicks  RUNNING");
    assertThat(Files.readString(drey.home().resolve("server.log")))
        .doesNotContain(link.substring(link.indexOf('=') + 1));
    odometer.counts(1);
  }

  /** From the bucket that has the code, by its name. */
  private static void create(KinesisAnalyticsV2Client client) {
    client.createApplication(
        it ->
            it.applicationName("copied")
                .runtimeEnvironment(RuntimeEnvironment.FLINK_1_20)
                .serviceExecutionRole("arn:aws:iam::111122223333:role/any")
                .applicationConfiguration(
                    all ->
                        all.applicationCodeConfiguration(
                            code ->
                                code.codeContentType(CodeContentType.ZIPFILE)
                                    .codeContent(
                                        content ->
                                            content.s3ContentLocation(
                                                at ->
                                                    at.bucketARN("arn:aws:s3:::" + Drey.BUCKET)
                                                        .fileKey(Odometer.KEY))))));
  }

  private static void assertRefused(String type, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KinesisAnalyticsV2Exception.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(type);
              assertThat(refusal.statusCode()).isEqualTo(400);
            });
  }

  @Test
  void auth_none_answers_everybody_here_and_says_so() throws Exception {
    Drey.Ran open = drey.run("up", "--detach", "--port", "0", "--auth", "none");
    assertThat(open.status()).isZero();
    assertThat(open.output()).contains("--auth none");

    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(api())
                    .header("X-Amz-Target", "KinesisAnalytics_20180523.ListApplications")
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("{\"ApplicationSummaries\":[]}");
    assertThat(drey.run("status").status()).isZero();
    assertThat(Files.readString(drey.home().resolve("server.log")))
        .contains("signatures are not looked at");
    drey.down();

    Drey.Ran elsewhere =
        drey.run("up", "--auth", "none", "--port", "0", "--set", "drey.http.host=0.0.0.0");
    assertThat(elsewhere.status()).isNotZero();
    assertThat(elsewhere.output()).contains("drey.auth is 'none'").contains("loopback");
  }

  private static HttpResponse<String> get(HttpClient client, URI address)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
