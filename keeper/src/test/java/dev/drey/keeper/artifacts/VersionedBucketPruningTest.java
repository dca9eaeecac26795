package dev.drey.keeper.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.MotoServer;
import dev.drey.storage.objects.ObjectStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** The same where a store keeps versions, and what only can be there. */
class VersionedBucketPruningTest extends BucketPruningContract {
  private static MotoServer moto;
  private static ObjectStore store;

  @BeforeAll
  static void open() throws Exception {
    moto = MotoServer.start();
    store =
        new ObjectStore(
            moto.endpoint(), "us-east-1", Optional.of(new Credentials("DREYTEST", "secret")));
  }

  @AfterAll
  static void close() {
    if (moto != null) {
      store.close();
      moto.close();
    }
  }

  @Override
  S3Client store() {
    return store.client();
  }

  @Test
  void of_one_key_the_very_versions_go_that_nothing_names_any_more() throws Exception {
    store()
        .putBucketVersioning(
            request ->
                request
                    .bucket(bucket())
                    .versioningConfiguration(it -> it.status(BucketVersioningStatus.ENABLED)));
    String unnamed = put("job.jar", "built, and never released");
    for (int i = 1; i <= 4; i++) {
      String version = put("job.jar", "release " + i);
      aws().version("clicks", bucket(), "job.jar", version, md5("release " + i));
    }

    lapse();

    List<String> left =
        store()
            .listObjectVersions(request -> request.bucket(bucket()).prefix("job"))
            .versions()
            .stream()
            .map(ObjectVersion::versionId)
            .toList();
    assertThat(left).hasSize(3).contains(unnamed);
    assertThat(keys()).containsExactly("job.jar");
    assertThat(
            store()
                .getObjectAsBytes(request -> request.bucket(bucket()).key("job.jar"))
                .asUtf8String())
        .isEqualTo("release 4");
  }
}
