package dev.drey.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The service under test, as system properties name it: {@code drey.endpoint} and {@code drey.s3}
 * are URLs; {@code drey.credentials} is a file of AWS credentials, and without it anything signs;
 * {@code drey.region} is us-east-1 unless given; {@code drey.jar} is a Flink job that runs until it
 * is stopped and needs nothing.
 */
final class Service {
  private Service() {}

  static KinesisAnalyticsV2Client flink() {
    return KinesisAnalyticsV2Client.builder()
        .endpointOverride(endpoint())
        .region(region())
        .credentialsProvider(credentials())
        .httpClient(ApacheHttpClient.create())
        .build();
  }

  static CloudWatchClient cloudWatch() {
    return CloudWatchClient.builder()
        .endpointOverride(endpoint())
        .region(region())
        .credentialsProvider(credentials())
        .httpClient(ApacheHttpClient.create())
        .build();
  }

  static S3Client s3() {
    return S3Client.builder()
        .endpointOverride(URI.create(required("drey.s3")))
        .region(region())
        .credentialsProvider(credentials())
        .forcePathStyle(true)
        .httpClient(ApacheHttpClient.create())
        .build();
  }

  static SignedCall signed() {
    return SignedCall.at(
        endpoint(),
        region().id(),
        Optional.ofNullable(System.getProperty("drey.credentials")).map(Path::of));
  }

  static URI endpoint() {
    return URI.create(required("drey.endpoint"));
  }

  static Path jar() {
    return Path.of(required("drey.jar"));
  }

  private static Region region() {
    return Region.of(System.getProperty("drey.region", "us-east-1"));
  }

  private static AwsCredentialsProvider credentials() {
    return Optional.ofNullable(System.getProperty("drey.credentials"))
        .<AwsCredentialsProvider>map(Service::profile)
        .orElseGet(
            () ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("conformance", "conformance")));
  }

  private static ProfileCredentialsProvider profile(String file) {
    ProfileFile profiles =
        ProfileFile.builder().content(Path.of(file)).type(ProfileFile.Type.CREDENTIALS).build();
    return ProfileCredentialsProvider.builder()
        .profileFile(profiles)
        .profileName("default")
        .build();
  }

  private static String required(String property) {
    return Optional.ofNullable(System.getProperty(property))
        .orElseThrow(
            () -> new IllegalStateException("the system property " + property + " is not set"));
  }
}
