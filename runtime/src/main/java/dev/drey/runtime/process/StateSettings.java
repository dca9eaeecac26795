package dev.drey.runtime.process;

import dev.drey.runtime.state.FileStateFolder;
import dev.drey.runtime.state.S3StateFolder;
import dev.drey.runtime.state.StateFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Where checkpoints and savepoints go. */
public sealed interface StateSettings {

  /** Opens it; {@code files} is where files go. */
  StateFolder open(Path files);

  /** Into the home of this server. */
  record Files() implements StateSettings {
    @Override
    public StateFolder open(Path files) {
      return new FileStateFolder(files);
    }
  }

  /**
   * Into a bucket.
   *
   * @param endpoint of another store than AWS's own
   * @param prefix before every key; may be empty
   */
  record Bucket(
      String bucket,
      String prefix,
      Optional<URI> endpoint,
      String region,
      String accessKey,
      String secretKey)
      implements StateSettings {
    public Bucket {
      prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    @Override
    public StateFolder open(Path files) {
      var credentials =
          StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
      var s3 =
          S3Client.builder()
              .region(Region.of(region))
              .credentialsProvider(credentials)
              .forcePathStyle(endpoint.isPresent())
              .httpClientBuilder(ApacheHttpClient.builder());
      endpoint.ifPresent(s3::endpointOverride);
      return new S3StateFolder(s3.build(), bucket, prefix);
    }

    @Override
    public String toString() {
      return "s3://" + bucket + "/" + prefix + " (secret)";
    }
  }
}
