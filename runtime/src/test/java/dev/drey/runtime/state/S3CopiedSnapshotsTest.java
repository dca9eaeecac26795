package dev.drey.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Refused;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotName;
import dev.drey.storage.objects.Credentials;
import dev.drey.storage.objects.EmbeddedBuckets;
import dev.drey.storage.objects.Keyring;
import dev.drey.storage.objects.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3CopiedSnapshotsTest extends CopiedSnapshotsContract {
  private static final Credentials KEY = new Credentials("AKIATEST", "hush-hush");

  @TempDir static Path root;
  private static EmbeddedBuckets buckets;
  private static ObjectStore store;

  @BeforeAll
  static void a_store() {
    buckets = new EmbeddedBuckets(root, 0, Keyring.of(KEY, "000000000000"));
    buckets.start();
    store = buckets.store("us-east-1", KEY);
    store.client().createBucket(it -> it.bucket("own"));
    store.client().createBucket(it -> it.bucket("away"));
  }

  @AfterAll
  static void end() {
    store.close();
    buckets.close();
  }

  private static S3Client s3() {
    return store.client();
  }

  private static StateFolder own(String prefix) {
    return new S3StateFolder(s3(), "own", prefix);
  }

  @Override
  StateFolder own() {
    return own(UUID.randomUUID() + "/");
  }

  @Override
  StateFolder away() {
    var folder = new S3StateFolder(s3(), "away", "");
    folder.delete("copies");
    return folder;
  }

  @Override
  void deleteFile(StateFolder folder, String file) {
    s3().deleteObject(it -> it.bucket("away").key(file));
  }

  @Test
  void a_large_object_goes_up_in_parts() throws Exception {
    byte[] large = new byte[20 * 1024 * 1024 + 17];
    new Random(1).nextBytes(large);
    var folder = new S3StateFolder(s3(), "away", "");

    folder.write("copies/large", large.length, new ByteArrayInputStream(large));

    try (InputStream back = folder.open("copies/large")) {
      assertThat(back.readAllBytes()).isEqualTo(large);
    }
    assertThatThrownBy(
            () -> folder.write("copies/cut", large.length + 1, new ByteArrayInputStream(large)))
        .isInstanceOf(EOFException.class);
    assertThat(folder.size("copies/cut")).isEmpty();
  }

  @Test
  void a_bucket_that_is_not_there_is_refused_and_not_tried_again() {
    var copies =
        new CopiedSnapshots(
            new S3StateFolder(s3(), "own", ""),
            (account, bucket) -> new S3StateFolder(s3(), bucket, ""));
    var snapshot =
        EnhancedSnapshot.begun(
            new EnhancedSnapshotId("us-east-1", "000000000000", new SnapshotName("in")),
            "uid",
            Optional.empty(),
            new EnhancedSnapshot.Source.Imported(new S3Prefix("arn:aws:s3:::nowhere", "p")),
            Optional.empty(),
            Map.of(),
            Instant.EPOCH);

    assertThatThrownBy(() -> copies.fetch(snapshot, new S3Prefix("arn:aws:s3:::nowhere", "p")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("nowhere");
  }
}
