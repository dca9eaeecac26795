package dev.drey.keeper.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.keeper.tend.FakeAws;
import dev.drey.keeper.tend.Journal;
import dev.drey.keeper.tend.Journal.Kind;
import dev.drey.keeper.tend.MovedClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What pruning does to buckets of any store. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class BucketPruningContract {
  private static final Map<String, String> TAGS = Map.of("drey:artifacts", "last 2 after 7d");
  private static int buckets;

  private final MovedClock clock = new MovedClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final List<Journal.Line> lines = new ArrayList<>();
  private final FakeAws aws = new FakeAws(clock).with("clicks", TAGS);
  private String bucket;

  /** Of the store, which has no bucket of this test's yet. */
  abstract S3Client store();

  @BeforeEach
  void makeBucket() {
    bucket = "code-" + ++buckets;
    store().createBucket(request -> request.bucket(bucket));
  }

  @Test
  void what_no_version_needs_goes_after_its_time() throws Exception {
    releases("clicks", 5);

    pruning().rehearse();
    assertThat(marks()).isEmpty();
    assertThat(lines).extracting(Journal.Line::kind).containsOnly(Kind.WOULD_MARK).hasSize(3);
    lines.clear();
    pruning().round();
    assertThat(keys()).hasSize(5);
    assertThat(lines).extracting(Journal.Line::kind).containsOnly(Kind.MARKED).hasSize(3);
    clock.move(Duration.ofDays(6));
    pruning().round();
    assertThat(keys()).hasSize(5);
    clock.move(Duration.ofDays(1));
    pruning().rehearse();
    assertThat(keys()).hasSize(5);
    assertThat(lines).filteredOn(line -> line.kind() == Kind.WOULD_DELETE).hasSize(3);
    pruning().round();

    assertThat(keys()).containsExactly("clicks-4.jar", "clicks-5.jar");
    assertThat(marks()).isEmpty();
    assertThat(lines).filteredOn(line -> line.kind() == Kind.DELETED).hasSize(3);
    pruning().round();
    assertThat(keys()).hasSize(2);
  }

  @Test
  void what_a_snapshot_or_another_application_needs_stays() throws Exception {
    releases("clicks", 5);
    aws.has("clicks", "old", SnapshotStatus.READY, clock.instant()); // of version 1
    aws.with("views", TAGS);
    aws.version("views", bucket, "clicks-2.jar", null, md5("clicks-2"));
    aws.with("untold", Map.of());
    aws.version("untold", bucket, "clicks-3.jar", null, md5("clicks-3"));
    aws.version("untold", bucket, "untold.jar", null, md5("x"));
    put("untold.jar", "x");
    put("somebody-elses.csv", "1,2,3");

    lapse();

    assertThat(keys())
        .containsExactly(
            "clicks-1.jar",
            "clicks-2.jar",
            "clicks-3.jar",
            "clicks-4.jar",
            "clicks-5.jar",
            "somebody-elses.csv",
            "untold.jar");
  }

  @Test
  void nobody_who_did_not_ask_is_touched() throws Exception {
    aws.tag("clicks", Map.of("team", "web"));
    releases("clicks", 5);

    lapse();

    assertThat(keys()).hasSize(5);
    assertThat(marks()).isEmpty();
  }

  @Test
  void what_was_put_there_since_is_not_what_was_marked() throws Exception {
    releases("clicks", 5);
    pruning().round();
    put("clicks-1.jar", "somebody put something else there");
    clock.move(Duration.ofDays(30));

    pruning().round();

    assertThat(keys()).containsExactly("clicks-1.jar", "clicks-4.jar", "clicks-5.jar");
    assertThat(marks()).isEmpty();
  }

  @Test
  void what_is_needed_again_loses_its_mark() throws Exception {
    releases("clicks", 5);
    pruning().round();
    aws.has("clicks", "old", SnapshotStatus.READY, clock.instant());

    clock.move(Duration.ofDays(30));
    pruning().round();

    assertThat(keys()).contains("clicks-1.jar").hasSize(3);
    assertThat(marks()).isEmpty();
  }

  @Test
  void nothing_goes_while_an_application_is_being_changed() throws Exception {
    releases("clicks", 5);
    pruning().round();
    clock.move(Duration.ofDays(30));
    aws.status("clicks", "UPDATING");

    pruning().round();

    assertThat(keys()).hasSize(5);
  }

  @Test
  void code_of_several_applications_goes_once_when_the_last_lets_it_go() throws Exception {
    aws.with("views", Map.of("drey:artifacts", "last 1 after 20d"));
    put("shared.jar", "shared");
    aws.version("clicks", bucket, "shared.jar", null, md5("shared"));
    aws.version("views", bucket, "shared.jar", null, md5("shared"));
    releases("clicks", 3);
    releases("views", 3);

    pruning().round();
    clock.move(Duration.ofDays(8));
    pruning().round();
    assertThat(keys()).contains("shared.jar");
    clock.move(Duration.ofDays(13));
    pruning().round();

    assertThat(keys()).doesNotContain("shared.jar");
    assertThat(lines)
        .filteredOn(line -> line.kind() == Kind.DELETED && line.message().contains("shared.jar"))
        .hasSize(1);
  }

  @Test
  void a_bucket_that_cannot_be_reached_is_told() throws Exception {
    releases("clicks", 5);

    try (S3Client nowhere =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      new BucketPruning(aws, nowhere, lines::add, clock).round();
    }

    assertThat(lines).singleElement().extracting(Journal.Line::kind).isEqualTo(Kind.TROUBLE);
  }

  protected final void lapse() {
    pruning().round();
    clock.move(Duration.ofDays(30));
    pruning().round();
  }

  protected final BucketPruning pruning() {
    return new BucketPruning(aws, store(), lines::add, clock);
  }

  protected final FakeAws aws() {
    return aws;
  }

  protected final String bucket() {
    return bucket;
  }

  private void releases(String application, int many) throws Exception {
    for (int i = 1; i <= many; i++) {
      String content = application + "-" + i;
      put(content + ".jar", content);
      aws.version(application, bucket, content + ".jar", null, md5(content));
    }
  }

  protected final String put(String key, String content) {
    return store()
        .putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content))
        .versionId();
  }

  protected static String md5(String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  private Set<String> all() {
    Set<String> keys = new TreeSet<>();
    for (S3Object each :
        store().listObjectsV2Paginator(request -> request.bucket(bucket)).contents()) {
      keys.add(each.key());
    }
    return keys;
  }

  protected final List<String> keys() {
    return all().stream().filter(key -> !key.startsWith(MarkedObject.FOLDER)).toList();
  }

  private List<String> marks() {
    return all().stream().filter(key -> key.startsWith(MarkedObject.FOLDER)).toList();
  }
}
