package dev.drey.keeper.tend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.*;

/**
 * The service in memory, with what its documentation promises and nothing more: pages, whole
 * seconds, a snapshot that takes a while, names that are taken, a creation time that has to match.
 * It dies at a call of one's choosing, before or after the call took effect.
 */
public final class FakeAws implements KinesisAnalyticsV2Client {
  public static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final MovedClock clock;
  private final Map<String, App> apps = new TreeMap<>();
  final List<String> taken = new ArrayList<>();
  final List<String> deleted = new ArrayList<>();
  int calls;
  int diesAt = -1;
  boolean diesAfter;
  private int takenAtCall;

  private static final String ARN = "arn:aws:kinesisanalytics:eu-west-1:1:application/";

  private static final class App {
    String status = "RUNNING";
    long version = 1;
    Map<String, String> tags = new TreeMap<>();
    Map<String, String> policies = new TreeMap<>();
    final Map<String, SnapshotDetails> snapshots = new TreeMap<>();
    final Map<Long, CodeContentDescription> versions = new TreeMap<>();
    final Map<Long, ApplicationDetail> origins = new TreeMap<>();
  }

  public FakeAws(MovedClock clock) {
    this.clock = clock;
  }

  public FakeAws with(String name, Map<String, String> tags) {
    var app = new App();
    app.tags.putAll(tags);
    apps.put(name, app);
    return this;
  }

  void policies(String name, Map<String, String> group) {
    apps.get(name).policies = group;
  }

  /** Gives it a next version with this code. */
  public void version(String name, String bucket, String key, String objectVersion, String md5) {
    App app = apps.get(name);
    app.version = app.versions.size() + 1L;
    app.versions.put(
        app.version,
        CodeContentDescription.builder()
            .codeMD5(md5)
            .s3ApplicationCodeLocationDescription(
                it ->
                    it.bucketARN("arn:aws:s3:::" + bucket)
                        .fileKey(key)
                        .objectVersion(objectVersion))
            .build());
  }

  /** Says where a version came from; the last of which this is said is the current one. */
  void origin(String name, long version, Long from, Long copyOf, boolean givenUp) {
    App app = apps.get(name);
    app.version = version;
    app.origins.put(
        version,
        ApplicationDetail.builder()
            .applicationVersionUpdatedFrom(from)
            .applicationVersionRolledBackTo(copyOf)
            .applicationStatus(givenUp ? ApplicationStatus.ROLLED_BACK : ApplicationStatus.READY)
            .build());
  }

  private static ApplicationDetail origin(App app, long version) {
    return app.origins.getOrDefault(version, ApplicationDetail.builder().build());
  }

  public void tag(String name, Map<String, String> tags) {
    apps.get(name).tags = tags;
  }

  public void status(String name, String status) {
    apps.get(name).status = status;
  }

  public void has(String name, String snapshot, SnapshotStatus status, Instant at) {
    has(name, snapshot, status, 1, at);
  }

  void has(String name, String snapshot, SnapshotStatus status, long version, Instant at) {
    apps.get(name).snapshots.put(snapshot, details(snapshot, status, version, at));
  }

  List<String> snapshots(String name) {
    return List.copyOf(apps.get(name).snapshots.keySet());
  }

  private static SnapshotDetails details(
      String name, SnapshotStatus status, long version, Instant at) {
    return SnapshotDetails.builder()
        .snapshotName(name)
        .snapshotStatus(status)
        .applicationVersionId(version)
        .snapshotCreationTimestamp(Instant.ofEpochSecond(at.getEpochSecond()))
        .build();
  }

  private boolean dies(boolean after) {
    return calls == diesAt && diesAfter == after;
  }

  private void begins() {
    calls++;
    if (calls > takenAtCall + 2) {
      apps.values().forEach(FakeAws::settle);
    }
    if (dies(false)) {
      throw new Died();
    }
  }

  /** What is being taken is there a few calls later, whoever asks. */
  private static void settle(App app) {
    app.snapshots.replaceAll(
        (name, it) ->
            it.snapshotStatus() == SnapshotStatus.CREATING
                ? it.toBuilder().snapshotStatus(SnapshotStatus.READY).build()
                : it);
  }

  private <T> T ends(T answer) {
    if (dies(true)) {
      throw new Died();
    }
    return answer;
  }

  private App app(String name) {
    if (!apps.containsKey(name)) {
      throw ResourceNotFoundException.builder().message(name).build();
    }
    return apps.get(name);
  }

  @Override
  public ListApplicationsResponse listApplications(ListApplicationsRequest request) {
    begins();
    List<ApplicationSummary> rest =
        apps.entrySet().stream()
            .filter(
                each ->
                    request.nextToken() == null || each.getKey().compareTo(request.nextToken()) > 0)
            .map(
                each ->
                    ApplicationSummary.builder()
                        .applicationName(each.getKey())
                        .applicationARN(ARN + each.getKey())
                        .applicationStatus(each.getValue().status)
                        .applicationVersionId(each.getValue().version)
                        .build())
            .toList();
    boolean more = rest.size() > request.limit();
    List<ApplicationSummary> page = more ? rest.subList(0, request.limit()) : rest;
    return ends(
        ListApplicationsResponse.builder()
            .applicationSummaries(page)
            .nextToken(more ? page.get(page.size() - 1).applicationName() : null)
            .build());
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    begins();
    String name = request.resourceARN().replaceFirst(".*/", "");
    return ends(
        ListTagsForResourceResponse.builder()
            .tags(
                app(name).tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList())
            .build());
  }

  @Override
  public DescribeApplicationResponse describeApplication(DescribeApplicationRequest request) {
    begins();
    App app = app(request.applicationName());
    var configuration = ApplicationConfigurationDescription.builder();
    if (!app.policies.isEmpty()) {
      configuration.environmentPropertyDescriptions(
          EnvironmentPropertyDescriptions.builder()
              .propertyGroupDescriptions(
                  PropertyGroup.builder()
                      .propertyGroupId("drey.policies")
                      .propertyMap(app.policies)
                      .build())
              .build());
    }
    return ends(
        DescribeApplicationResponse.builder()
            .applicationDetail(
                origin(app, app.version).toBuilder()
                    .applicationName(request.applicationName())
                    .applicationARN(ARN + request.applicationName())
                    .applicationStatus(app.status)
                    .applicationVersionId(app.version)
                    .applicationConfigurationDescription(configuration.build())
                    .build())
            .build());
  }

  @Override
  public ListApplicationVersionsResponse listApplicationVersions(
      ListApplicationVersionsRequest request) {
    begins();
    List<Long> all =
        app(request.applicationName()).versions.keySet().stream()
            .sorted(Comparator.reverseOrder())
            .toList();
    int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    int to = Math.min(all.size(), from + request.limit());
    return ends(
        ListApplicationVersionsResponse.builder()
            .applicationVersionSummaries(
                all.subList(from, to).stream()
                    .map(
                        number ->
                            ApplicationVersionSummary.builder()
                                .applicationVersionId(number)
                                .build())
                    .toList())
            .nextToken(to < all.size() ? Integer.toString(to) : null)
            .build());
  }

  @Override
  public DescribeApplicationVersionResponse describeApplicationVersion(
      DescribeApplicationVersionRequest request) {
    begins();
    App app = app(request.applicationName());
    CodeContentDescription code = app.versions.get(request.applicationVersionId());
    return ends(
        DescribeApplicationVersionResponse.builder()
            .applicationVersionDetail(
                origin(app, request.applicationVersionId()).toBuilder()
                    .applicationConfigurationDescription(
                        configuration ->
                            configuration.applicationCodeConfigurationDescription(
                                it -> it.codeContentDescription(code)))
                    .build())
            .build());
  }

  @Override
  public ListApplicationSnapshotsResponse listApplicationSnapshots(
      ListApplicationSnapshotsRequest request) {
    begins();
    List<SnapshotDetails> all =
        app(request.applicationName()).snapshots.values().stream()
            .sorted(Comparator.comparing(SnapshotDetails::snapshotCreationTimestamp).reversed())
            .toList();
    int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    int to = Math.min(all.size(), from + request.limit());
    return ends(
        ListApplicationSnapshotsResponse.builder()
            .snapshotSummaries(all.subList(from, to))
            .nextToken(to < all.size() ? Integer.toString(to) : null)
            .build());
  }

  @Override
  public DescribeApplicationSnapshotResponse describeApplicationSnapshot(
      DescribeApplicationSnapshotRequest request) {
    begins();
    App app = app(request.applicationName());
    SnapshotDetails details = app.snapshots.get(request.snapshotName());
    if (details == null) {
      throw ResourceNotFoundException.builder().message(request.snapshotName()).build();
    }
    return ends(DescribeApplicationSnapshotResponse.builder().snapshotDetails(details).build());
  }

  @Override
  public CreateApplicationSnapshotResponse createApplicationSnapshot(
      CreateApplicationSnapshotRequest request) {
    begins();
    App app = app(request.applicationName());
    if (!app.status.equals("RUNNING")) {
      throw InvalidApplicationConfigurationException.builder().message(app.status).build();
    }
    if (app.snapshots.containsKey(request.snapshotName())) {
      throw ResourceInUseException.builder().message("the name is taken").build();
    }
    app.snapshots.put(
        request.snapshotName(),
        details(request.snapshotName(), SnapshotStatus.CREATING, app.version, clock.instant()));
    takenAtCall = calls;
    taken.add(request.applicationName() + "/" + request.snapshotName());
    return ends(CreateApplicationSnapshotResponse.builder().build());
  }

  @Override
  public DeleteApplicationSnapshotResponse deleteApplicationSnapshot(
      DeleteApplicationSnapshotRequest request) {
    begins();
    App app = app(request.applicationName());
    SnapshotDetails details = app.snapshots.get(request.snapshotName());
    if (details == null) {
      throw ResourceNotFoundException.builder().message(request.snapshotName()).build();
    }
    if (!details.snapshotCreationTimestamp().equals(request.snapshotCreationTimestamp())) {
      throw InvalidArgumentException.builder().message("another creation time").build();
    }
    app.snapshots.remove(request.snapshotName());
    deleted.add(request.applicationName() + "/" + request.snapshotName());
    return ends(DeleteApplicationSnapshotResponse.builder().build());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
