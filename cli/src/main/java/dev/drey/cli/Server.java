package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

/** The server of a home, as its {@code endpoints.json} tells. */
record Server(Path home, JsonNode endpoints) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    ProfileFile profiles =
        ProfileFile.builder()
            .content(Path.of(endpoints.required("credentials").asText()))
            .type(ProfileFile.Type.CREDENTIALS)
            .build();
    return KinesisAnalyticsV2Client.builder()
        .endpointOverride(api())
        .region(Region.of(endpoints.required("region").asText()))
        .credentialsProvider(ProfileCredentialsProvider.builder().profileFile(profiles).build())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Asks what AWS has no word for. */
  JsonNode ask(String operation, JsonNode request) {
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(api())
                      .timeout(PATIENCE)
                      .header("X-Amz-Target", "Drey_20261122." + operation)
                      .header("Content-Type", "application/x-amz-json-1.1")
                      .POST(BodyPublishers.ofString(request.toString()))
                      .build(),
                  BodyHandlers.ofByteArray());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new CommandFailed(operation + ": " + body.path("message").asText());
      }
      return body;
    } catch (IOException e) {
      String why = Optional.ofNullable(e.getMessage()).orElse("nobody listens there");
      throw new CommandFailed(
          "The server of " + home + " does not answer at " + api() + ": " + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.");
    }
  }
}
