package dev.drey.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.control.Quotas;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Refused;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * Code by the version of its object, from a store that keeps versions: moto's, where it is there.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VersionedBucketsTest {
  private static final byte[] FIRST = Archives.jar("a.First", "a/First.class");
  private static final byte[] SECOND = Archives.jar("a.Second", "a/Second.class");

  private static MotoServer moto;
  private static ObjectStore store;

  @TempDir private Path home;
  private BucketArtifacts artifacts;

  @BeforeAll
  static void start() throws Exception {
    moto = MotoServer.start();
    store =
        new ObjectStore(
            moto.endpoint(), "us-east-1", Optional.of(new Credentials("DREYTEST", "secret")));
    store.client().createBucket(request -> request.bucket("code"));
    store
        .client()
        .putBucketVersioning(
            request ->
                request
                    .bucket("code")
                    .versioningConfiguration(it -> it.status(BucketVersioningStatus.ENABLED)));
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
      store.close();
    }
  }

  @BeforeEach
  void begin() {
    artifacts =
        new BucketArtifacts(
            new Buckets(account -> store), home, Quotas.DEFAULT.codeSize(), Archives.NO_PYTHON);
    artifacts.start();
  }

  @Test
  void the_version_that_is_named_is_read_and_not_the_newest() {
    String first = put("job.jar", FIRST);
    String second = put("job.jar", SECOND);

    Code older = keep(source("job.jar", Optional.of(first)));
    Code newer = keep(source("job.jar", Optional.of(second)));

    assertThat(artifacts.file(older.sha256())).hasBinaryContent(FIRST);
    assertThat(artifacts.file(newer.sha256())).hasBinaryContent(SECOND);
    assertThat(older.source().orElseThrow().objectVersion()).contains(first);
    assertThat(keep(source("job.jar", Optional.empty())).sha256()).isEqualTo(newer.sha256());
  }

  @Test
  void a_version_is_still_read_when_its_object_was_deleted() {
    String version = put("gone.jar", FIRST);
    store.client().deleteObject(request -> request.bucket("code").key("gone.jar"));

    Code code = keep(source("gone.jar", Optional.of(version)));

    assertThat(artifacts.file(code.sha256())).hasBinaryContent(FIRST);
    assertThatThrownBy(() -> keep(source("gone.jar", Optional.empty())))
        .isInstanceOf(Refused.class);
  }

  @Test
  void a_version_that_is_not_there_is_refused() {
    put("other.jar", FIRST);

    assertThatThrownBy(() -> keep(source("other.jar", Optional.of("none-such"))))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith(
            "Please check the role provided or validity of S3 location you provided.")
        .hasMessageContaining("other.jar");
  }

  @Test
  void no_version_may_be_said_with_an_empty_one() {
    put("empty.jar", FIRST);

    Code code = keep(source("empty.jar", Optional.of("")));

    assertThat(code.source().orElseThrow().objectVersion()).isEmpty();
  }

  private static String put(String key, byte[] content) {
    return store
        .client()
        .putObject(request -> request.bucket("code").key(key), RequestBody.fromBytes(content))
        .versionId();
  }

  private static CodeSource.S3 source(String key, Optional<String> version) {
    return new CodeSource.S3("arn:aws:s3:::code", key, version);
  }

  private Code keep(CodeSource source) {
    return artifacts.keep("000000000000", source, Archives.JAVA);
  }
}
