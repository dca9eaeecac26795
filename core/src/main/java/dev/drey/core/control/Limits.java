package dev.drey.core.control;

import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Snapshot;
import java.util.List;
import java.util.Map;

/** Refuses what is beyond a quota, is not understood, or cannot be run here at all. */
final class Limits {
  private final Applications applications;
  private final FlinkRuntime runtime;
  private final Declarations declarations;
  private final Quotas quotas;

  Limits(
      Applications applications, FlinkRuntime runtime, Declarations declarations, Quotas quotas) {
    this.applications = applications;
    this.runtime = runtime;
    this.declarations = declarations;
    this.quotas = quotas;
  }

  void oneMoreApplication(ApplicationId id) {
    if (applications.count(id.region(), id.account()) >= quotas.applications()) {
      throw new Refused(
          Reason.LIMIT_EXCEEDED,
          "the account has "
              + quotas.applications()
              + " applications, which is its limit; delete one, or raise the setting"
              + " drey.quotas.applications");
    }
  }

  void oneMoreSnapshot(ApplicationId id, List<Snapshot> all) {
    if (all.stream().filter(Snapshot::listed).count() >= quotas.snapshotsPerApplication()) {
      throw new Refused(
          Reason.LIMIT_EXCEEDED,
          id.name()
              + " has "
              + quotas.snapshotsPerApplication()
              + " snapshots, which is its limit; delete some, or raise the setting"
              + " drey.quotas.snapshots-per-application");
    }
  }

  void check(Configuration configuration) {
    if (!runtime.environments().contains(configuration.runtime())) {
      throw new Refused(
          Reason.UNSUPPORTED,
          "there is no distribution for "
              + configuration.runtime()
              + " here; there is one for "
              + runtime.environments().stream().sorted().toList());
    }
    check(configuration.parallelism());
    declarations.check(configuration);
    checkAttachments(configuration);
  }

  /** What was there when the application was written may be gone when it is started. */
  void checkNothingMissing(Configuration configuration) {
    runtime
        .missing(configuration)
        .ifPresent(
            what -> {
              throw new Refused(Reason.INVALID_CONFIGURATION, what);
            });
  }

  /** What AWS says of a second network is known; of a second log stream it is not. */
  void checkAttachments(Configuration configuration) {
    if (configuration.vpcs().size() > quotas.vpcConfigurations()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "Kinesis Analytics currently supports only "
              + quotas.vpcConfigurations()
              + " VPC configuration(s)");
    }
    if (configuration.loggingOptions().size() > quotas.loggingOptions()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "an application has at most "
              + quotas.loggingOptions()
              + " CloudWatch logging option(s); delete one first, or raise the setting"
              + " drey.quotas.logging-options");
    }
  }

  private void check(Parallelism asked) {
    atMost(quotas.parallelism(), asked.parallelism(), "Parallelism", "parallelism");
    atMost(quotas.parallelismPerKpu(), asked.perKpu(), "ParallelismPerKPU", "parallelism-per-kpu");
    if (asked.kpus() > quotas.kpusPerApplication()) {
      throw new Refused(
          Reason.LIMIT_EXCEEDED,
          "Parallelism "
              + asked.parallelism()
              + " at ParallelismPerKPU "
              + asked.perKpu()
              + " is "
              + asked.kpus()
              + " KPUs; an application may have "
              + quotas.kpusPerApplication()
              + " (setting drey.quotas.kpus-per-application)");
    }
  }

  private static void atMost(int most, int asked, String member, String setting) {
    if (asked > most) {
      throw new Refused(
          Reason.LIMIT_EXCEEDED,
          "%s is %d; an application may have %d (setting drey.quotas.%s)"
              .formatted(member, asked, most, setting));
    }
  }

  void check(Map<String, String> tags) {
    if (tags.size() > quotas.tags()) {
      throw new Refused(
          Reason.TOO_MANY_TAGS,
          "an application may carry "
              + quotas.tags()
              + " tags, and this would make "
              + tags.size());
    }
    declarations.checkTags(tags);
  }
}
