package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** The server of a home, as its {@code endpoints.json} tells. */
record Server(Path home, JsonNode endpoints) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The key that the server has made for whoever owns its home. */
  private static final String PROFILE = "default";

  static Server of(Path home) {
    Path file = home.resolve("endpoints.json");
    if (!Files.exists(file)) {
      throw new CommandFailed(
          "No server answers for "
              + home
              + ". Start one with 'drey up --home "
              + home
              + "', or name another home with --home.");
    }
    try {
      return new Server(home, JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new CommandFailed("Cannot read " + file + ": " + e.getMessage());
    }
  }

  URI api() {
    return URI.create(endpoints.required("kinesisAnalytics").asText());
  }

  long pid() {
    return endpoints.required("pid").asLong();
  }

  KinesisAnalyticsV2Client client() {
    return KinesisAnalyticsV2Client.builder()
        .endpointOverride(api())
        .region(Region.of(region()))
        .credentialsProvider(profile(credentials()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /**
   * Its object store; one of its own by the key of whoever owns the home, another by its own key.
   */
  S3Client objects() {
    return S3Client.builder()
        .endpointOverride(URI.create(endpoints.required("s3").asText()))
        .region(Region.of(endpoints.path("s3Region").asText(region())))
        .credentialsProvider(profile(endpoints.path("s3Credentials").asText(credentials())))
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private String region() {
    return endpoints.required("region").asText();
  }

  private String credentials() {
    return endpoints.required("credentials").asText();
  }

  private static ProfileCredentialsProvider profile(String file) {
    ProfileFile profiles =
        ProfileFile.builder().content(Path.of(file)).type(ProfileFile.Type.CREDENTIALS).build();
    return ProfileCredentialsProvider.builder().profileFile(profiles).profileName(PROFILE).build();
  }

  /** Asks what AWS has no word for; signed like everything else. */
  JsonNode ask(String operation, JsonNode request) {
    return ask("kinesisanalytics", "Drey_20261122", operation, request);
  }

  /**
   * Asks as AWS is asked, where what is said on the wire is wanted and not an object of its SDK.
   */
  JsonNode askService(String operation, JsonNode request) {
    return ask("kinesisanalytics", "KinesisAnalytics_20180523", operation, request);
  }

  /** Asks what CloudWatch Logs answers. */
  JsonNode askLogs(String operation, JsonNode request) {
    return ask("logs", "Logs_20140328", operation, request);
  }

  private JsonNode ask(String service, String target, String operation, JsonNode request) {
    byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest signed = signed(service, target + "." + operation, body);
    var asked =
        HttpRequest.newBuilder(api()).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(body));
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host")) { // the client's own to say
                values.forEach(value -> asked.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer = HTTP.send(asked.build(), BodyHandlers.ofByteArray());
      JsonNode said = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new CommandFailed(
            operation + ": " + said.path("message").asText(said.path("Message").asText()));
      }
      return said;
    } catch (IOException e) {
      String why = Optional.ofNullable(e.getMessage()).orElse("nobody listens there");
      throw new CommandFailed(
          "The server of " + home + " does not answer at " + api() + ": " + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.");
    }
  }

  private SdkHttpRequest signed(String service, String target, byte[] body) {
    SdkHttpRequest plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(api())
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", target)
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            it ->
                it.identity(profile(credentials()).resolveCredentials())
                    .request(plain)
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region()))
        .request();
  }
}
