package dev.drey.keeper.artifacts;

import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.EmbeddedBuckets;
import dev.drey.storage.objects.Keyring;
import dev.drey.storage.objects.ObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class EmbeddedBucketPruningTest extends BucketPruningContract {
  @TempDir private static Path folder;
  private static EmbeddedBuckets buckets;
  private static ObjectStore store;

  @BeforeAll
  static void open() {
    var key = new Credentials("AKIATEST", "hush-hush");
    buckets = new EmbeddedBuckets(folder, 0, Keyring.of(key, "000000000000"));
    buckets.start();
    buckets.awaitReady();
    store = buckets.store("us-east-1", key);
  }

  @AfterAll
  static void close() {
    store.close();
    buckets.close();
  }

  @Override
  S3Client store() {
    return store.client();
  }
}
