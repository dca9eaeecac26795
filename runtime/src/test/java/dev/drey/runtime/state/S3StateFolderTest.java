package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.Unavailable;
import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.EmbeddedBuckets;
import dev.drey.storage.objects.Keyring;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3StateFolderTest extends StateFolderContract {
  private static final Credentials KEY = new Credentials("AKIATEST", "hush-hush");
  private static final String BUCKET = "state";

  @TempDir static Path root;
  private static EmbeddedBuckets buckets;
  private static S3Client s3;

  private final String prefix = UUID.randomUUID() + "/";

  @BeforeAll
  static void a_store() {
    buckets = new EmbeddedBuckets(root, 0, Keyring.of(KEY, "000000000000"));
    buckets.start();
    buckets.awaitReady();
    s3 = client(buckets.endpoint());
    s3.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  @AfterAll
  static void end() {
    s3.close();
    buckets.close();
  }

  private static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY.keyId(), KEY.secret())))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  @Override
  StateFolder folder() {
    return new S3StateFolder(s3, BUCKET, prefix);
  }

  @Override
  void write(String file, String text) {
    s3.putObject(put -> put.bucket(BUCKET).key(prefix + file), RequestBody.fromString(text));
  }

  @Test
  void flink_is_told_the_bucket() {
    assertThat(folder().uri("a/b")).isEqualTo("s3://state/" + prefix + "a/b");
  }

  @Test
  void a_store_that_does_not_answer_is_unavailable_by_name() {
    try (var gone = new S3StateFolder(client(URI.create("http://127.0.0.1:9")), BUCKET, "p/")) {
      assertThatThrownBy(() -> gone.children("a"))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("s3://state/p/");
    }
  }
}
