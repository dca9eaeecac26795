package dev.drey.keeper.tend;

import dev.drey.keeper.decide.ApplicationSeen;
import dev.drey.keeper.decide.SnapshotSeen;
import dev.drey.keeper.decide.SnapshotSeen.State;
import dev.drey.keeper.policy.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ListApplicationSnapshotsResponse;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ListApplicationVersionsResponse;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ListApplicationsResponse;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.PropertyGroup;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag;

/** The few calls of the API that policies need. */
public final class Service {
  private static final int PAGE = 50;

  private final KinesisAnalyticsV2Client client;

  public Service(KinesisAnalyticsV2Client client) {
    this.client = client;
  }

  /** Every application, page by page as they are asked for. */
  public Stream<ApplicationSummary> applications() {
    return Stream.iterate(
            Optional.of(client.listApplications(request -> request.limit(PAGE))),
            Optional::isPresent,
            page -> page.map(ListApplicationsResponse::nextToken).map(this::applicationsAfter))
        .flatMap(page -> page.orElseThrow().applicationSummaries().stream());
  }

  private ListApplicationsResponse applicationsAfter(String token) {
    return client.listApplications(request -> request.limit(PAGE).nextToken(token));
  }

  public Map<String, String> tags(String arn) {
    return client.listTagsForResource(request -> request.resourceARN(arn)).tags().stream()
        .collect(Collectors.toMap(Tag::key, tag -> Optional.ofNullable(tag.value()).orElse("")));
  }

  public ApplicationDetail detail(String application) {
    return client
        .describeApplication(request -> request.applicationName(application))
        .applicationDetail();
  }

  static Map<String, String> policies(ApplicationDetail detail) {
    return Optional.ofNullable(detail.applicationConfigurationDescription())
        .flatMap(it -> Optional.ofNullable(it.environmentPropertyDescriptions()))
        .map(it -> it.propertyGroupDescriptions())
        .orElse(List.of())
        .stream()
        .filter(group -> group.propertyGroupId().equals(Policy.GROUP))
        .map(PropertyGroup::propertyMap)
        .findFirst()
        .orElse(Map.of());
  }

  /** The version it has now, and those it came from and could go back to. */
  public Set<Integer> versionsInReach(ApplicationDetail detail) {
    Set<Integer> versions = new HashSet<>();
    Stream.of(
            detail.applicationVersionId(),
            detail.applicationVersionUpdatedFrom(),
            detail.applicationVersionRolledBackFrom(),
            detail.applicationVersionRolledBackTo())
        .flatMap(Stream::ofNullable)
        .forEach(version -> versions.add(version.intValue()));
    return versions;
  }

  /**
   * The version that a rollback goes back to, and those on the way: each update that failed has
   * left two, one that was given up and a copy of the one before it.
   */
  public Set<Integer> wayBack(ApplicationDetail detail) {
    String name = detail.applicationName();
    Set<Integer> way = new HashSet<>();
    ApplicationDetail at = detail;
    while (add(way, at.applicationVersionRolledBackTo())) {
      at = version(name, at.applicationVersionRolledBackTo().intValue());
    }
    while (add(way, at.applicationVersionUpdatedFrom())) {
      at = version(name, at.applicationVersionUpdatedFrom().intValue());
      add(way, at.applicationVersionRolledBackTo());
      if (at.applicationStatus() != ApplicationStatus.ROLLED_BACK) {
        return way;
      }
    }
    return way;
  }

  private static boolean add(Set<Integer> versions, Long number) {
    return number != null && versions.add(number.intValue());
  }

  /** Versions that a snapshot was taken of which can still be used. */
  public Set<Integer> usableVersions(String application) {
    return snapshots(application).stream()
        .filter(snapshot -> snapshot.state() != State.FAILED)
        .map(SnapshotSeen::version)
        .collect(Collectors.toSet());
  }

  /** The numbers of all its versions. */
  public List<Integer> versions(String application) {
    return Stream.iterate(
            Optional.of(
                client.listApplicationVersions(
                    request -> request.applicationName(application).limit(PAGE))),
            Optional::isPresent,
            page ->
                page.map(ListApplicationVersionsResponse::nextToken)
                    .map(token -> versionsAfter(application, token)))
        .flatMap(page -> page.orElseThrow().applicationVersionSummaries().stream())
        .map(version -> version.applicationVersionId().intValue())
        .toList();
  }

  private ListApplicationVersionsResponse versionsAfter(String application, String token) {
    return client.listApplicationVersions(
        request -> request.applicationName(application).limit(PAGE).nextToken(token));
  }

  public ApplicationDetail version(String application, int number) {
    return client
        .describeApplicationVersion(
            request -> request.applicationName(application).applicationVersionId((long) number))
        .applicationVersionDetail();
  }

  ApplicationSeen seen(ApplicationDetail detail) {
    return new ApplicationSeen(
        detail.applicationName(),
        detail.applicationStatusAsString(),
        versionsInReach(detail),
        named(detail),
        snapshots(detail.applicationName()));
  }

  private static Set<String> named(ApplicationDetail detail) {
    return Optional.ofNullable(detail.applicationConfigurationDescription())
        .flatMap(it -> Optional.ofNullable(it.runConfigurationDescription()))
        .flatMap(it -> Optional.ofNullable(it.applicationRestoreConfigurationDescription()))
        .flatMap(it -> Optional.ofNullable(it.snapshotName()))
        .map(Set::of)
        .orElse(Set.of());
  }

  private List<SnapshotSeen> snapshots(String application) {
    return Stream.iterate(
            Optional.of(
                client.listApplicationSnapshots(
                    request -> request.applicationName(application).limit(PAGE))),
            Optional::isPresent,
            page ->
                page.map(ListApplicationSnapshotsResponse::nextToken)
                    .map(token -> snapshotsAfter(application, token)))
        .flatMap(page -> page.orElseThrow().snapshotSummaries().stream())
        .map(Service::seen)
        .toList();
  }

  private ListApplicationSnapshotsResponse snapshotsAfter(String application, String token) {
    return client.listApplicationSnapshots(
        request -> request.applicationName(application).limit(PAGE).nextToken(token));
  }

  SnapshotSeen snapshot(String application, String name) {
    return seen(
        client
            .describeApplicationSnapshot(
                request -> request.applicationName(application).snapshotName(name))
            .snapshotDetails());
  }

  private static SnapshotSeen seen(SnapshotDetails details) {
    return new SnapshotSeen(
        details.snapshotName(),
        State.valueOf(details.snapshotStatusAsString()),
        details.applicationVersionId().intValue(),
        details.snapshotCreationTimestamp());
  }

  void take(String application, String name) {
    client.createApplicationSnapshot(
        request -> request.applicationName(application).snapshotName(name));
  }

  void delete(String application, SnapshotSeen snapshot) {
    client.deleteApplicationSnapshot(
        request ->
            request
                .applicationName(application)
                .snapshotName(snapshot.name())
                .snapshotCreationTimestamp(snapshot.createdAt()));
  }
}
