package dev.drey.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Where a running server is reached, as it writes it into its home once it answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoints(
    URI kinesisAnalytics, URI s3, String region, String account, Path credentials) {

  public static Endpoints read(Path file) {
    try {
      Endpoints endpoints = new ObjectMapper().readValue(Files.readAllBytes(file), Endpoints.class);
      return endpoints.complete(file);
    } catch (IOException e) {
      throw new DemoFailure(
          "cannot read the endpoints of a server from %s (is one up?): %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  KinesisAnalyticsV2Client service() {
    return KinesisAnalyticsV2Client.builder()
        .endpointOverride(kinesisAnalytics)
        .region(Region.of(region))
        .credentialsProvider(key())
        .httpClient(ApacheHttpClient.create())
        .build();
  }

  /** A client of its object store. */
  public S3Client objects() {
    return S3Client.builder()
        .endpointOverride(s3)
        .region(Region.of(region))
        .credentialsProvider(key())
        .forcePathStyle(true)
        .httpClient(ApacheHttpClient.create())
        .build();
  }

  private ProfileCredentialsProvider key() {
    return ProfileCredentialsProvider.builder()
        .profileFile(
            ProfileFile.builder().content(credentials).type(ProfileFile.Type.CREDENTIALS).build())
        .profileName("default")
        .build();
  }

  /** What to say when nobody answers there. */
  public DemoFailure silent(Exception why) {
    return new DemoFailure(
        "no answer from the server at %s and %s (is it up?): %s"
            .formatted(kinesisAnalytics, s3, why.getMessage()),
        why);
  }

  private Endpoints complete(Path file) {
    if (kinesisAnalytics == null
        || s3 == null
        || region == null
        || account == null
        || credentials == null) {
      throw new DemoFailure(
          file + " lacks one of kinesisAnalytics, s3, region, account, credentials");
    }
    return this;
  }
}
