package dev.drey.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.server.http.auth.AccessKeys;
import dev.drey.server.settings.Settings;
import dev.drey.storage.objects.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ObjectStoresTest {
  private static final String OURS = "000000000000";
  private static final String THEIRS = "111122223333";

  @TempDir private Path home;
  private final Closing closing = new Closing();
  private Layout layout;

  @BeforeEach
  void layout() {
    layout = new Layout(home);
  }

  @AfterEach
  void close() {
    closing.close();
  }

  private ObjectStores open() {
    Credentials own = Credentials.readOrCreate(layout.credentials());
    AccessKeys keys = AccessKeys.of(layout.credentials(), OURS);
    return ObjectStores.open(
        new Settings.Objects(0, Optional.empty(), "us-east-1", Optional.empty()),
        layout,
        new Endpoints(layout.endpoints()),
        "us-east-1",
        keys,
        own,
        id -> keys.holder(id, Instant.EPOCH),
        closing);
  }

  @Test
  void the_server_reads_each_accounts_buckets_by_a_key_of_that_account() {
    ObjectStores stores = open();
    S3Client theirs = stores.buckets().of(THEIRS).client();
    theirs.createBucket(it -> it.bucket("code"));
    theirs.putObject(it -> it.bucket("code").key("job.jar"), RequestBody.fromString("theirs"));

    assertThat(stores.buckets().of(OURS).client().listBuckets().buckets()).isEmpty();
    assertThat(home.resolve("buckets/111122223333/code/job.jar")).hasContent("theirs");
  }

  @Test
  void buckets_of_before_accounts_had_their_own_are_the_usual_accounts() throws IOException {
    Path old = Files.createDirectories(home.resolve("objects/code"));
    Files.writeString(old.resolve("job.jar"), "ours");

    ObjectStores stores = open();

    S3Client ours = stores.buckets().of(OURS).client();
    assertThat(ours.getObjectAsBytes(it -> it.bucket("code").key("job.jar")).asUtf8String())
        .isEqualTo("ours");
    assertThat(ours.listBuckets().buckets()).extracting(Bucket::name).containsExactly("code");
    assertThat(home.resolve("objects")).doesNotExist();
  }
}
