package dev.drey.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drey.core.control.Quotas;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Sha256;
import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BucketArtifactsTest {
  private static final Credentials OURS = new Credentials("DREYTEST", "secret");
  private static final String ACCOUNT = "000000000000";
  private static final byte[] JAR = Archives.jar("a.b.Main", "a/b/Main.class");

  @TempDir private static Path buckets;
  private static EmbeddedBuckets embedded;
  private static ObjectStore store;

  @TempDir private Path home;
  private BucketArtifacts artifacts;

  @BeforeAll
  static void start() {
    embedded = new EmbeddedBuckets(buckets, 0, Keyring.of(OURS, ACCOUNT));
    embedded.start();
    store = embedded.store("us-east-1", OURS);
    store.client().createBucket(request -> request.bucket("code"));
  }

  @AfterAll
  static void stop() {
    store.close();
    embedded.close();
  }

  @BeforeEach
  void begin() {
    artifacts =
        new BucketArtifacts(all(store), kept(), Quotas.DEFAULT.codeSize(), Archives.NO_PYTHON);
    artifacts.start();
  }

  private Path kept() {
    return home.resolve("artifacts");
  }

  @Test
  void an_object_is_kept_under_its_hash_and_no_longer_needs_its_bucket() throws Exception {
    CodeSource.S3 source = put("jobs/a b+ü.jar", JAR);

    Code code = keep(source);
    store.client().deleteObject(request -> request.bucket("code").key("jobs/a b+ü.jar"));

    assertThat(code)
        .isEqualTo(
            new Code(
                new Sha256(hash("SHA-256", JAR)),
                hash("MD5", JAR),
                JAR.length,
                Optional.of(source)));
    assertThat(artifacts.file(code.sha256())).hasBinaryContent(JAR);
    assertThat(kept()).isDirectoryContaining(file -> file.endsWith(code.sha256().value()));
    assertThat(names()).hasSize(1);
  }

  @Test
  void code_sent_inline_is_kept_alike() throws Exception {
    Code code = keep(new CodeSource.Inline(JAR));

    assertThat(code.sha256().value()).isEqualTo(hash("SHA-256", JAR));
    assertThat(code.source()).isEmpty();
    assertThat(artifacts.file(code.sha256())).hasBinaryContent(JAR);
  }

  @Test
  void a_python_application_whose_properties_name_no_script_is_told_how_to_name_it() {
    byte[] zip = Archives.zip(Map.of("job/main.py", "print()", "job/lib/connector.jar", "x"));

    assertThatThrownBy(() -> keep(new CodeSource.Inline(zip)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Python application")
        .hasMessageContaining("kinesis.analytics.flink.run.options");
  }

  @Test
  void callers_that_keep_the_same_object_at_once_all_get_it() throws Exception {
    CodeSource.S3 source = put("same.jar", JAR);
    var threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Code> keep = () -> keep(source);
      List<Code> codes = new ArrayList<>();
      for (Future<Code> each : threads.invokeAll(List.of(keep, keep, keep, keep))) {
        codes.add(each.get());
      }

      assertThat(Set.copyOf(codes)).hasSize(1);
      assertThat(names()).containsExactly(codes.get(0).sha256().value());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void what_is_in_use_is_retained_and_the_rest_deleted() throws IOException {
    Code used = keep(new CodeSource.Inline(JAR));
    Code unused = keep(new CodeSource.Inline(Archives.jar("c.D", "c/D.class")));
    Files.createFile(kept().resolve("notes.txt"));

    artifacts.retain(Set.of(used.sha256()));

    assertThat(names()).containsExactlyInAnyOrder(used.sha256().value(), "notes.txt");
    assertThatThrownBy(() -> artifacts.file(unused.sha256()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining(unused.sha256().value())
        .hasMessageContaining("UpdateApplication");
  }

  @Test
  void what_a_crash_left_half_written_is_gone_after_a_start() throws IOException {
    Code code = keep(new CodeSource.Inline(JAR));
    Files.createFile(kept().resolve("0a1b.part"));

    new BucketArtifacts(all(store), kept(), Quotas.DEFAULT.codeSize(), Archives.NO_PYTHON).start();

    assertThat(names()).containsExactly(code.sha256().value());
  }

  @Test
  void a_missing_bucket_is_named() {
    assertThat(refusal(source("nowhere", "job.jar")))
        .startsWith(
            "Please check the role provided or validity of S3 location you provided. We are unable"
                + " to get the specified fileKey: job.jar in the specified bucket: nowhere: there is"
                + " no such bucket at http://127.0.0.1:");
  }

  @Test
  void a_missing_object_is_named() {
    assertThat(refusal(source("code", "missing.jar")))
        .isEqualTo(
            "Please check the role provided or validity of S3 location you provided. We are unable"
                + " to get the specified fileKey: missing.jar in the specified bucket: code: there"
                + " is no such object in that bucket");
  }

  @Test
  void a_refused_access_is_the_callers_to_mend() {
    var strangers =
        new ObjectStore(
            embedded.endpoint(), "us-east-1", Optional.of(new Credentials("DREYTEST", "wrong")));
    artifacts =
        new BucketArtifacts(all(strangers), kept(), Quotas.DEFAULT.codeSize(), Archives.NO_PYTHON);

    assertThat(refusal(source("code", "job.jar")))
        .startsWith("Please check the role provided or validity of S3 location you provided.")
        .contains("SignatureDoesNotMatch");
  }

  @Test
  void a_store_that_does_not_answer_may_answer_later() {
    var nobody = new ObjectStore(URI.create("http://127.0.0.1:1"), "us-east-1", Optional.of(OURS));
    artifacts =
        new BucketArtifacts(all(nobody), kept(), Quotas.DEFAULT.codeSize(), Archives.NO_PYTHON);

    assertThatThrownBy(() -> keep(source("code", "job.jar")))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith(
            "the object store at http://127.0.0.1:1 could not be asked for s3://code/job.jar");
    assertThat(names()).isEmpty();
  }

  @Test
  void a_version_that_the_store_does_not_keep_is_refused() {
    put("versioned.jar", JAR);
    var versioned =
        new CodeSource.S3("arn:aws:s3:::code", "versioned.jar", Optional.of("3sL4kqtJlcpXroDTDmJ"));

    assertThat(refusal(versioned))
        .startsWith("s3://code/versioned.jar was asked for in version 3sL4kqtJlcpXroDTDmJ, but")
        .endsWith(
            "keeps no versions of it; leave ObjectVersion out, or give each upload a key of its own");
  }

  @Test
  void what_is_no_archive_is_refused() {
    assertThat(refusal(put("text.jar", "no jar".getBytes(StandardCharsets.UTF_8))))
        .startsWith("s3://code/text.jar is not a jar or zip that can be read (");
    assertThat(refusal(put("empty.jar", new byte[0])))
        .startsWith("s3://code/empty.jar is not a jar or zip that can be read (");
    assertThat(refusal(new CodeSource.Inline(new byte[] {1})))
        .startsWith("the code sent with the request is not a jar or zip that can be read (");
  }

  @Test
  void an_archive_that_is_cut_short_or_damaged_inside_is_refused() {
    byte[] cut = java.util.Arrays.copyOf(JAR, JAR.length - 30);
    byte[] damaged = JAR.clone();
    int inside = new String(JAR, StandardCharsets.ISO_8859_1).indexOf("bytes of a/b/Main.class");
    damaged[inside] ^= 1;

    assertThat(refusal(put("cut.jar", cut)))
        .startsWith("s3://code/cut.jar is not a jar or zip that can be read (");
    assertThat(refusal(put("damaged.jar", damaged)))
        .isEqualTo(
            "s3://code/damaged.jar is not a jar or zip that can be read (its entry a/b/Main.class"
                + " is damaged); build it and upload it again");
  }

  @Test
  void a_jar_without_a_main_class_is_refused() {
    byte[] jar = Archives.zip(Map.of("a/b/Main.class", "x"));

    assertThat(refusal(put("library.jar", jar)))
        .isEqualTo(
            "s3://code/library.jar names no Main-Class in META-INF/MANIFEST.MF; build the jar so that"
                + " its manifest names the class with main()");
  }

  @Test
  void a_jar_that_does_not_hold_its_main_class_is_refused() {
    assertThat(refusal(put("half.jar", Archives.jar("a.b.Main", "a/b/Other.class"))))
        .isEqualTo(
            "s3://code/half.jar names the Main-Class a.b.Main in its manifest, but holds no"
                + " a/b/Main.class; put the class into the jar, or name the one with main()");
  }

  @Test
  void a_full_disk_keeps_nothing_and_says_so() throws Exception {
    Path disk = Files.createDirectory(home.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0,
        "this user may not mount a small file system");
    try {
      artifacts =
          new BucketArtifacts(
              all(store), disk.resolve("artifacts"), Quotas.DEFAULT.codeSize(), Archives.NO_PYTHON);
      artifacts.start();
      Code small = keep(new CodeSource.Inline(JAR));
      byte[] large = Archives.zip(Map.of("main.py", "#".repeat(1024 * 1024)));

      assertThatThrownBy(() -> keep(put("large.zip", large)))
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("no space left for code in " + disk.resolve("artifacts"));

      assertThat(disk.resolve("artifacts").toFile().list()).containsExactly(small.sha256().value());
    } finally {
      run("umount", disk.toString());
    }
  }

  private static Buckets all(ObjectStore store) {
    return new Buckets(account -> store);
  }

  private static CodeSource.S3 put(String key, byte[] bytes) {
    store
        .client()
        .putObject(request -> request.bucket("code").key(key), RequestBody.fromBytes(bytes));
    return source("code", key);
  }

  private static CodeSource.S3 source(String bucket, String key) {
    return new CodeSource.S3("arn:aws:s3:::" + bucket, key, Optional.empty());
  }

  /** What a refused caller is told; nothing is kept of what was refused. */
  private String refusal(CodeSource source) {
    Refused refused = catchThrowableOfType(Refused.class, () -> keep(source));
    assertThat(refused.reason()).isEqualTo(Reason.INVALID_ARGUMENT);
    assertThat(names()).isEmpty();
    return refused.getMessage();
  }

  private List<String> names() {
    return List.of(kept().toFile().list());
  }

  private static String hash(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private Code keep(CodeSource source) {
    return artifacts.keep(ACCOUNT, source, Archives.JAVA);
  }
}
