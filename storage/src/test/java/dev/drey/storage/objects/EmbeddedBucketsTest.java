package dev.drey.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedBucketsTest {
  private static final Credentials KEY = new Credentials("DREYTEST", "secret");
  private static final Keyring KEYS = Keyring.of(KEY, "000000000000");

  @TempDir private Path home;

  @Test
  void who_takes_its_port_for_a_moment_is_waited_for() throws Exception {
    try (var buckets = new EmbeddedBuckets(home, 0, KEYS)) {
      buckets.start();
      int port = buckets.endpoint().getPort();
      var thief = new Thread(() -> takeForAMoment(port));
      thief.start();

      buckets.awaitReady();
      try (ObjectStore store = buckets.store("us-east-1", KEY)) {
        assertThat(store.client().listBuckets().buckets()).isEmpty();
      }
      thief.interrupt();
      thief.join();
    }
  }

  /** As soon as it is let go, which is before the store itself takes it. */
  private static void takeForAMoment(int port) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        Thread.sleep(300);
        taken.close();
        return;
      } catch (IOException e) {
        Thread.onSpinWait(); // it is not free yet
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Test
  void buckets_outlive_the_store_and_their_objects_are_plain_files() {
    int port;
    try (var buckets = new EmbeddedBuckets(home, 0, KEYS)) {
      buckets.start();
      port = buckets.endpoint().getPort();
      try (ObjectStore store = buckets.store("us-east-1", KEY)) {
        S3Client s3 = store.client();
        s3.createBucket(request -> request.bucket("code"));
        s3.putObject(r -> r.bucket("code").key("a/b.txt"), RequestBody.fromString("text"));
        assertThat(s3.listObjectsV2(r -> r.bucket("code")).contents())
            .extracting(S3Object::key)
            .containsExactly("a/b.txt");
      }
    }
    assertThat(home.resolve("000000000000/code/a/b.txt")).hasContent("text");

    try (var again = new EmbeddedBuckets(home, port, KEYS)) {
      again.start();
      assertThat(again.endpoint()).hasToString("http://127.0.0.1:" + port);
      try (ObjectStore store = again.store("eu-west-1", KEY)) {
        assertThat(
                store
                    .client()
                    .getObjectAsBytes(r -> r.bucket("code").key("a/b.txt"))
                    .asUtf8String())
            .isEqualTo("text");
      }
    }
  }

  @Test
  void an_upload_in_parts_is_put_together() {
    try (var buckets = new EmbeddedBuckets(home, 0, KEYS)) {
      buckets.start();
      try (ObjectStore store = buckets.store("us-east-1", KEY)) {
        S3Client s3 = store.client();
        s3.createBucket(r -> r.bucket("code"));
        String upload = s3.createMultipartUpload(r -> r.bucket("code").key("big")).uploadId();
        var part = RequestBody.fromBytes(new byte[5 * 1024 * 1024]);
        String one =
            s3.uploadPart(r -> r.bucket("code").key("big").uploadId(upload).partNumber(1), part)
                .eTag();
        String two =
            s3.uploadPart(
                    r -> r.bucket("code").key("big").uploadId(upload).partNumber(2),
                    RequestBody.fromString("end"))
                .eTag();

        s3.completeMultipartUpload(
            r ->
                r.bucket("code")
                    .key("big")
                    .uploadId(upload)
                    .multipartUpload(
                        m ->
                            m.parts(
                                CompletedPart.builder().partNumber(1).eTag(one).build(),
                                CompletedPart.builder().partNumber(2).eTag(two).build())));

        assertThat(s3.headObject(r -> r.bucket("code").key("big")).contentLength())
            .isEqualTo(5 * 1024 * 1024 + 3);
      }
    }
  }

  @Test
  void another_key_is_refused() {
    try (var buckets = new EmbeddedBuckets(home, 0, KEYS)) {
      buckets.start();
      buckets.awaitReady();
      var other = Optional.of(new Credentials("SOMEONE", "else"));
      try (var store = new ObjectStore(buckets.endpoint(), "us-east-1", other)) {
        assertThatThrownBy(() -> store.client().listBuckets())
            .isInstanceOfSatisfying(
                S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
      }
    }
  }

  @Test
  void accounts_have_buckets_of_one_name_and_see_their_own() {
    var other = new Credentials("OTHER", "other");
    Keyring both = id -> KEYS.holder(id).or(() -> Keyring.of(other, "111122223333").holder(id));
    try (var buckets = new EmbeddedBuckets(home, 0, both)) {
      buckets.start();
      try (ObjectStore ours = buckets.store("us-east-1", KEY);
          ObjectStore theirs = buckets.store("us-east-1", other)) {
        ours.client().createBucket(r -> r.bucket("code"));
        ours.client().putObject(r -> r.bucket("code").key("job"), RequestBody.fromString("ours"));

        assertThat(theirs.client().listBuckets().buckets()).isEmpty();
        assertThat(status(() -> theirs.client().headObject(r -> r.bucket("code").key("job"))))
            .isEqualTo(404);
        theirs.client().createBucket(r -> r.bucket("code"));
        theirs
            .client()
            .putObject(r -> r.bucket("code").key("job"), RequestBody.fromString("theirs"));
        assertThat(
                status(
                    () ->
                        theirs
                            .client()
                            .getObjectAsBytes(r -> r.bucket("../000000000000/code").key("job"))))
            .isBetween(400, 404);

        assertThat(text(ours)).isEqualTo("ours");
        assertThat(text(theirs)).isEqualTo("theirs");
      }
    }
  }

  private static String text(ObjectStore store) {
    return store.client().getObjectAsBytes(r -> r.bucket("code").key("job")).asUtf8String();
  }

  private static int status(Runnable call) {
    return catchThrowableOfType(S3Exception.class, call::run).statusCode();
  }

  @Test
  void a_key_that_may_only_look_changes_nothing() {
    var reader = new Credentials("READER", "reads");
    Keyring both =
        id ->
            KEYS.holder(id)
                .or(
                    () ->
                        Optional.of(new Keyring.Holder("000000000000", "reads", false))
                            .filter(it -> id.equals("READER")));
    try (var buckets = new EmbeddedBuckets(home, 0, both)) {
      buckets.start();
      try (ObjectStore store = buckets.store("us-east-1", KEY);
          ObjectStore read = buckets.store("us-east-1", reader)) {
        store.client().createBucket(r -> r.bucket("code"));
        store.client().putObject(r -> r.bucket("code").key("job"), RequestBody.fromString("job"));

        assertThat(text(read)).isEqualTo("job");
        assertThat(read.client().listObjectsV2(r -> r.bucket("code")).contents()).hasSize(1);
        S3Client s3 = read.client();
        for (Runnable change :
            List.<Runnable>of(
                () -> s3.createBucket(r -> r.bucket("mine")),
                () -> s3.putObject(r -> r.bucket("code").key("job"), RequestBody.fromString("x")),
                () -> s3.createMultipartUpload(r -> r.bucket("code").key("job")),
                () ->
                    s3.copyObject(
                        r ->
                            r.sourceBucket("code")
                                .sourceKey("job")
                                .destinationBucket("code")
                                .destinationKey("copy")),
                () -> s3.deleteObject(r -> r.bucket("code").key("job")),
                () -> s3.deleteBucket(r -> r.bucket("code")))) {
          assertThat(status(change)).isEqualTo(403);
        }
        assertThat(text(store)).isEqualTo("job");
      }
    }
  }

  @Test
  void a_port_that_is_taken_is_named() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var buckets = new EmbeddedBuckets(home, taken.getLocalPort(), KEYS)) {
      assertThatThrownBy(buckets::start)
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith(
              "the object store cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_named() throws IOException {
    Path below = Files.createFile(home.resolve("file")).resolve("objects");

    try (var buckets = new EmbeddedBuckets(below, 0, KEYS)) {
      assertThatThrownBy(buckets::start)
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("the buckets' directory " + below + " cannot be made");
    }
  }
}
