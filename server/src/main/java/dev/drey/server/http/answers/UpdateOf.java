package dev.drey.server.http.answers;

import dev.drey.core.control.Amendment;
import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.VpcConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What an UpdateApplication changes: only what it names, onto what is there. */
final class UpdateOf {
  private final Members request;
  private final Members settings;

  private UpdateOf(Members request) {
    this.request = request;
    this.settings = request.structure("ApplicationConfigurationUpdate").orElse(Members.NONE);
  }

  static Amendment settings(Members request) {
    var update = new UpdateOf(request);
    NotHere.refuseOtherKinds(request.optionalText("RuntimeEnvironmentUpdate"), Optional.empty());
    NotHere.refuseOtherKinds(update.settings, "Update");
    update.code().ifPresent(code -> NotHere.refuseText(code, "Update"));
    return new Amendment(
        update::apply, update::source, request.structure("RunConfigurationUpdate").map(Runs::read));
  }

  private Configuration apply(Configuration now) {
    Optional<Members> flink = settings.structure("FlinkApplicationConfigurationUpdate");
    Blocks blocks = Blocks.UPDATE;
    return new Configuration(
        request
            .optionalText("RuntimeEnvironmentUpdate")
            .map(RuntimeEnvironment::new)
            .orElse(now.runtime()),
        request.optionalText("ServiceExecutionRoleUpdate").orElse(now.serviceExecutionRole()),
        now.code(),
        flink
            .flatMap(it -> it.structure("CheckpointConfigurationUpdate"))
            .map(it -> blocks.checkpointing(it, now.checkpointing()))
            .orElse(now.checkpointing()),
        flink
            .flatMap(it -> it.structure("MonitoringConfigurationUpdate"))
            .map(it -> blocks.monitoring(it, now.monitoring()))
            .orElse(now.monitoring()),
        flink
            .flatMap(it -> it.structure("ParallelismConfigurationUpdate"))
            .map(it -> blocks.parallelism(it, now.parallelism()))
            .orElse(now.parallelism()),
        settings
            .structure("EnvironmentPropertyUpdates")
            .map(Blocks::properties)
            .orElse(now.properties()),
        settings
            .structure("ApplicationSnapshotConfigurationUpdate")
            .flatMap(it -> it.flag("SnapshotsEnabledUpdate"))
            .orElse(now.snapshotsEnabled()),
        settings
            .structure("ApplicationSystemRollbackConfigurationUpdate")
            .flatMap(it -> it.flag("RollbackEnabledUpdate"))
            .orElse(now.rollbackEnabled()),
        settings
            .structure("ApplicationEncryptionConfigurationUpdate")
            .map(blocks::encryption)
            .or(now::encryption),
        changed(
            now.loggingOptions(),
            LoggingOption::id,
            request.structures("CloudWatchLoggingOptionUpdates"),
            "CloudWatchLoggingOptionId",
            UpdateOf::loggingOption),
        changed(
            now.vpcs(),
            VpcConfiguration::id,
            settings.structures("VpcConfigurationUpdates"),
            "VpcConfigurationId",
            UpdateOf::vpc),
        SnapshotModes.updated(settings, now));
  }

  private Optional<Members> code() {
    return settings.structure("ApplicationCodeConfigurationUpdate");
  }

  /** Where new code is, if there is to be any: members that are left out are as they were. */
  private Optional<CodeSource> source(Configuration now) {
    Optional<Members> content = code().flatMap(it -> it.structure("CodeContentUpdate"));
    Optional<byte[]> inline = content.flatMap(it -> it.bytes("ZipFileContentUpdate"));
    Optional<Members> location = content.flatMap(it -> it.structure("S3ContentLocationUpdate"));
    if (inline.isPresent() && location.isPresent()) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "CodeContentUpdate holds one of S3ContentLocationUpdate and ZipFileContentUpdate, not both");
    }
    if (inline.isPresent()) {
      return inline.map(CodeSource.Inline::new);
    }
    return location.map(it -> moved(now.code().flatMap(Code::source), it));
  }

  private static CodeSource moved(Optional<CodeSource.S3> now, Members location) {
    String bucket =
        location
            .optionalText("BucketARNUpdate")
            .or(() -> now.map(CodeSource.S3::bucketArn))
            .orElseThrow(() -> incomplete("BucketARNUpdate"));
    String key =
        location
            .optionalText("FileKeyUpdate")
            .or(() -> now.map(CodeSource.S3::key))
            .orElseThrow(() -> incomplete("FileKeyUpdate"));
    // a version belongs to its object: that of another object is not meant
    Optional<String> version =
        location
            .optionalText("ObjectVersionUpdate")
            .or(
                () ->
                    now.filter(it -> it.bucketArn().equals(bucket) && it.key().equals(key))
                        .flatMap(CodeSource.S3::objectVersion));
    return new CodeSource.S3(bucket, key, version);
  }

  private static Refused incomplete(String member) {
    return new Refused(
        Reason.INVALID_ARGUMENT,
        "S3ContentLocationUpdate needs "
            + member
            + ": the application's code is not in a bucket yet");
  }

  private static LoggingOption loggingOption(LoggingOption now, Members update) {
    return new LoggingOption(
        now.id(), update.optionalText("LogStreamARNUpdate").orElse(now.logStreamArn()));
  }

  private static VpcConfiguration vpc(VpcConfiguration now, Members update) {
    List<String> subnets =
        update.has("SubnetIdUpdates") ? update.texts("SubnetIdUpdates") : now.subnetIds();
    List<String> groups =
        update.has("SecurityGroupIdUpdates")
            ? update.texts("SecurityGroupIdUpdates")
            : now.securityGroupIds();
    return VpcConfiguration.of(now.id(), subnets, groups);
  }

  /** Each update changes the one item of its id. */
  private static <T> List<T> changed(
      List<T> items,
      Function<T, String> id,
      List<Members> updates,
      String idMember,
      BiFunction<T, Members, T> change) {
    List<T> changed = new ArrayList<>(items);
    for (Members update : updates) {
      String wanted = update.text(idMember);
      if (changed.stream().noneMatch(item -> id.apply(item).equals(wanted))) {
        throw new Refused(
            Reason.INVALID_ARGUMENT,
            "the application has no "
                + idMember
                + " "
                + wanted
                + "; DescribeApplication shows those there are");
      }
      changed.replaceAll(item -> id.apply(item).equals(wanted) ? change.apply(item, update) : item);
    }
    return changed;
  }
}
