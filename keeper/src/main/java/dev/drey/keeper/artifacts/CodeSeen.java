package dev.drey.keeper.artifacts;

import dev.drey.keeper.artifacts.CodeUse.NamedCode;
import dev.drey.keeper.policy.CodeRetention;
import dev.drey.keeper.tend.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentDescription;

/** Looks which code every application has named. A version never changes, so each is read once. */
final class CodeSeen {
  private final Service service;
  private final Map<Version, Optional<NamedCode>> read = new ConcurrentHashMap<>();

  /** One of one life of an application: another may have had its name before. */
  private record Version(String application, long created, int number) {}

  CodeSeen(Service service) {
    this.service = service;
  }

  CodeUse of(ApplicationSummary summary, Optional<CodeRetention> retention) {
    ApplicationDetail detail = service.detail(summary.applicationName());
    Set<Integer> reach = new HashSet<>(service.versionsInReach(detail));
    reach.addAll(service.wayBack(detail));
    service.usableVersions(summary.applicationName()).forEach(reach::add);
    List<NamedCode> versions = new ArrayList<>();
    for (int number : service.versions(summary.applicationName())) {
      read.computeIfAbsent(
              new Version(
                  summary.applicationARN(),
                  Optional.ofNullable(detail.createTimestamp())
                      .map(at -> at.getEpochSecond())
                      .orElse(0L),
                  number),
              this::named)
          .ifPresent(versions::add);
    }
    boolean settled =
        detail.applicationStatus() == ApplicationStatus.READY
            || detail.applicationStatus() == ApplicationStatus.RUNNING;
    return new CodeUse(summary.applicationName(), retention, settled, reach, versions);
  }

  private Optional<NamedCode> named(Version version) {
    String name = version.application().replaceFirst(".*/", "");
    return Optional.ofNullable(
            service.version(name, version.number()).applicationConfigurationDescription())
        .flatMap(it -> Optional.ofNullable(it.applicationCodeConfigurationDescription()))
        .flatMap(it -> Optional.ofNullable(it.codeContentDescription()))
        .flatMap(content -> named(version.number(), content));
  }

  private static Optional<NamedCode> named(int number, CodeContentDescription content) {
    return Optional.ofNullable(content.s3ApplicationCodeLocationDescription())
        .map(
            place ->
                new NamedCode(
                    number,
                    new CodeObject(
                        place.bucketARN().replaceFirst("^arn:aws[a-z-]*:s3:::", ""),
                        place.fileKey(),
                        Optional.ofNullable(place.objectVersion())),
                    Optional.ofNullable(content.codeMD5()),
                    Optional.ofNullable(content.codeSize())));
  }
}
