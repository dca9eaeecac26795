package dev.drey.keeper.artifacts;

import dev.drey.keeper.artifacts.CodeUse.Unneeded;
import dev.drey.keeper.policy.CodeRetention;
import dev.drey.keeper.policy.Unreadable;
import dev.drey.keeper.tend.Journal;
import dev.drey.keeper.tend.Journal.Kind;
import dev.drey.keeper.tend.Service;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Deletes code from buckets that no version needs any more, for applications with the tag {@code
 * drey:artifacts}. Only objects are touched that versions of such applications name, and of nobody
 * else's: what is unneeded is marked first, in the bucket, and what is deleted later is what was
 * marked, by its ETag or version. It may end between any two calls.
 */
public final class BucketPruning {
  private final Service service;
  private final CodeSeen seen;
  private final S3Client buckets;
  private final Journal journal;
  private final Clock clock;

  public BucketPruning(
      KinesisAnalyticsV2Client client, S3Client buckets, Journal journal, Clock clock) {
    this.service = new Service(client);
    this.seen = new CodeSeen(service);
    this.buckets = buckets;
    this.journal = journal;
    this.clock = clock;
  }

  /** Says what a round would do now. */
  public void rehearse() {
    round(false);
  }

  /** Marks what is unneeded, and deletes what has been for long enough. */
  public void round() {
    round(true);
  }

  private void round(boolean acting) {
    Map<String, ApplicationSummary> applications = new HashMap<>();
    Map<String, Optional<CodeRetention>> asked = new HashMap<>();
    service
        .applications()
        .forEach(
            each -> {
              applications.put(each.applicationName(), each);
              asked.put(each.applicationName(), retention(each));
            });
    if (asked.values().stream().noneMatch(Optional::isPresent)) {
      return; // nobody asked: nobody's versions are looked at
    }
    List<CodeUse> uses = new ArrayList<>();
    applications.forEach((name, each) -> uses.add(seen.of(each, asked.get(name))));
    Map<CodeObject, Unneeded> unneeded = CodeUse.unneeded(uses);
    for (String bucket : bucketsOf(uses)) {
      try {
        prune(new Bucket(buckets, bucket), bucket, unneeded, acting);
      } catch (SdkException e) { // of the store, or on the way to it: other buckets go on
        tell(Kind.TROUBLE, "", "bucket " + bucket + ": " + e.getMessage());
      }
    }
  }

  private Optional<CodeRetention> retention(ApplicationSummary application) {
    try {
      return CodeRetention.of(service.tags(application.applicationARN()));
    } catch (Unreadable e) {
      tell(
          Kind.UNREADABLE,
          application.applicationName(),
          CodeRetention.TAG + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Set<String> bucketsOf(List<CodeUse> uses) {
    Set<String> names = new HashSet<>();
    uses.stream()
        .filter(use -> use.retention().isPresent())
        .flatMap(use -> use.versions().stream())
        .forEach(code -> names.add(code.object().bucket()));
    return names;
  }

  private void prune(
      Bucket bucket, String name, Map<CodeObject, Unneeded> unneeded, boolean acting) {
    Map<String, MarkedObject> marks = bucket.marks();
    Set<String> current = new HashSet<>();
    for (Unneeded each : unneeded.values()) {
      if (each.code().object().bucket().equals(name)) {
        bucket
            .look(each.code(), clock.instant())
            .ifPresent(
                there -> {
                  String place = MarkedObject.place(there.object());
                  current.add(place);
                  tend(bucket, each, there, Optional.ofNullable(marks.get(place)), acting);
                });
      }
    }
    if (acting) {
      marks.keySet().stream().filter(place -> !current.contains(place)).forEach(bucket::unmark);
    }
  }

  private void tend(
      Bucket bucket,
      Unneeded unneeded,
      MarkedObject there,
      Optional<MarkedObject> mark,
      boolean acting) {
    Optional<MarkedObject> same = mark.filter(it -> it.isOf(there));
    String told = there.object() + ", " + there.size() + " bytes";
    if (same.isEmpty()) {
      if (acting) {
        bucket.mark(there);
      }
      tell(
          acting ? Kind.MARKED : Kind.WOULD_MARK,
          unneeded.application(),
          told + ": no version needs it any more");
      return;
    }
    Instant due = same.get().since().plus(unneeded.retention().after());
    if (due.isAfter(clock.instant())) {
      return;
    }
    if (!acting) {
      tell(Kind.WOULD_DELETE, unneeded.application(), told);
      return;
    }
    boolean deleted = bucket.delete(same.get());
    bucket.unmark(MarkedObject.place(there.object()));
    if (deleted) {
      tell(Kind.DELETED, unneeded.application(), told + ", unneeded since " + same.get().since());
    }
  }

  private void tell(Kind kind, String application, String message) {
    journal.tell(new Journal.Line(clock.instant(), kind, application, Optional.empty(), message));
  }
}
