package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Checkpointing;
import dev.drey.core.model.Code;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Encryption;
import dev.drey.core.model.LoggingOption;
import dev.drey.core.model.MaintenanceWindow;
import dev.drey.core.model.Monitoring;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.SnapshotMode;
import dev.drey.core.model.Version;
import dev.drey.core.model.VpcConfiguration;
import java.time.LocalTime;
import java.util.List;

/**
 * An application as AWS describes it. Members that a description has where the input had others:
 * the names end in Description, and what was never set is left out, not null.
 */
final class ApplicationDetail {
  private ApplicationDetail() {}

  static ObjectNode summary(Applications.Summary application) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ApplicationName", application.id().name().value())
        .put("ApplicationARN", application.id().arn())
        .put("ApplicationStatus", application.status().name())
        .put("ApplicationVersionId", application.version())
        .put("RuntimeEnvironment", application.runtime().value())
        .put("ApplicationMode", "STREAMING");
  }

  static ObjectNode of(Application application, Version version) {
    Configuration configuration = version.configuration();
    ObjectNode detail = summary(Applications.Summary.of(application, version));
    application.description().ifPresent(text -> detail.put("ApplicationDescription", text));
    detail
        .put("ServiceExecutionRole", configuration.serviceExecutionRole())
        .put("CreateTimestamp", application.createdAt().getEpochSecond())
        .put("LastUpdateTimestamp", application.updatedAt().getEpochSecond())
        .put("ApplicationVersionCreateTimestamp", version.createdAt().getEpochSecond())
        .put("ConditionalToken", application.conditionalToken());
    version.updatedFrom().ifPresent(from -> detail.put("ApplicationVersionUpdatedFrom", from));
    version
        .rolledBackFrom()
        .ifPresent(from -> detail.put("ApplicationVersionRolledBackFrom", from));
    version.rolledBackTo().ifPresent(to -> detail.put("ApplicationVersionRolledBackTo", to));
    detail.set("ApplicationConfigurationDescription", configuration(application, configuration));
    detail.set("ApplicationMaintenanceConfigurationDescription", maintenance(application));
    addLoggingOptions(detail, configuration.loggingOptions());
    return detail;
  }

  /** As it was at one version; how it was to come up then is known of the present one only. */
  static ObjectNode ofVersion(Application application, Version version) {
    boolean isCurrent = version.number() == application.version();
    Application then =
        isCurrent ? application : application.at(version.number(), version.createdAt());
    ObjectNode detail = of(then, version).put("ApplicationStatus", status(application, version));
    if (!isCurrent) {
      detail
          .withObject("/ApplicationConfigurationDescription")
          .remove("RunConfigurationDescription");
    }
    return detail;
  }

  /** What AWS shows for an old version that was not rolled back is not known; READY is believed. */
  static String status(Application application, Version version) {
    if (version.number() == application.version()) {
      return application.status().name();
    }
    return version.rolledBack() ? "ROLLED_BACK" : "READY";
  }

  static void addPlan(ObjectNode answer, String plan) {
    answer
        .withObject(
            "/ApplicationDetail/ApplicationConfigurationDescription/FlinkApplicationConfigurationDescription")
        .put("JobPlanDescription", plan);
  }

  private static ObjectNode configuration(Application application, Configuration configuration) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    configuration
        .code()
        .ifPresent(code -> description.set("ApplicationCodeConfigurationDescription", code(code)));
    application.run().ifPresent(run -> description.set("RunConfigurationDescription", run(run)));
    description.set("FlinkApplicationConfigurationDescription", flink(configuration));
    addProperties(description, configuration.properties());
    description
        .putObject("ApplicationSnapshotConfigurationDescription")
        .put("SnapshotsEnabled", configuration.snapshotsEnabled())
        .put(
            "SnapshotMode",
            SnapshotModes.wireName(configuration.snapshotMode().orElse(SnapshotMode.LEGACY)));
    description
        .putObject("ApplicationSystemRollbackConfigurationDescription")
        .put("RollbackEnabled", configuration.rollbackEnabled());
    addVpcs(description, configuration.vpcs());
    configuration
        .encryption()
        .ifPresent(
            it -> description.set("ApplicationEncryptionConfigurationDescription", encryption(it)));
    return description;
  }

  /** Inline code is never shown again, only its hash and size. */
  private static ObjectNode code(Code code) {
    ObjectNode description =
        JsonNodeFactory.instance.objectNode().put("CodeContentType", "ZIPFILE");
    ObjectNode content =
        description
            .putObject("CodeContentDescription")
            .put("CodeMD5", code.md5())
            .put("CodeSize", code.size());
    code.source()
        .ifPresent(
            s3 -> {
              ObjectNode location =
                  content
                      .putObject("S3ApplicationCodeLocationDescription")
                      .put("BucketARN", s3.bucketArn())
                      .put("FileKey", s3.key());
              s3.objectVersion().ifPresent(version -> location.put("ObjectVersion", version));
            });
    return description;
  }

  private static ObjectNode run(RunConfiguration run) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    ObjectNode restore =
        description
            .putObject("ApplicationRestoreConfigurationDescription")
            .put("ApplicationRestoreType", Runs.wireName(run.restore()));
    run.snapshot().ifPresent(name -> restore.put("SnapshotName", name.value()));
    run.enhanced().ifPresent(id -> restore.put("SnapshotArn", id.arn()));
    description
        .putObject("FlinkRunConfigurationDescription")
        .put("AllowNonRestoredState", run.allowNonRestoredState());
    return description;
  }

  private static ObjectNode flink(Configuration configuration) {
    Checkpointing checkpointing = configuration.checkpointing();
    Monitoring monitoring = configuration.monitoring();
    Parallelism parallelism = configuration.parallelism();
    ObjectNode flink = JsonNodeFactory.instance.objectNode();
    flink
        .putObject("CheckpointConfigurationDescription")
        .put("ConfigurationType", checkpointing.type().name())
        .put("CheckpointingEnabled", checkpointing.enabled())
        .put("CheckpointInterval", checkpointing.interval().toMillis())
        .put("MinPauseBetweenCheckpoints", checkpointing.minPause().toMillis());
    flink
        .putObject("MonitoringConfigurationDescription")
        .put("ConfigurationType", monitoring.type().name())
        .put("MetricsLevel", monitoring.metricsLevel())
        .put("LogLevel", monitoring.logLevel());
    flink
        .putObject("ParallelismConfigurationDescription")
        .put("ConfigurationType", parallelism.type().name())
        .put("Parallelism", parallelism.parallelism())
        .put("ParallelismPerKPU", parallelism.perKpu())
        .put("CurrentParallelism", parallelism.parallelism())
        .put("AutoScalingEnabled", parallelism.autoScaling());
    return flink;
  }

  private static void addProperties(ObjectNode description, List<PropertyGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    ArrayNode list =
        description
            .putObject("EnvironmentPropertyDescriptions")
            .putArray("PropertyGroupDescriptions");
    for (PropertyGroup group : groups) {
      ObjectNode properties =
          list.addObject().put("PropertyGroupId", group.id()).putObject("PropertyMap");
      group.properties().forEach(properties::put);
    }
  }

  private static void addVpcs(ObjectNode description, List<VpcConfiguration> vpcs) {
    if (vpcs.isEmpty()) {
      return;
    }
    ArrayNode list = description.putArray("VpcConfigurationDescriptions");
    vpcs.forEach(vpc -> list.add(vpc(vpc)));
  }

  static ObjectNode vpc(VpcConfiguration vpc) {
    ObjectNode one =
        JsonNodeFactory.instance
            .objectNode()
            .put("VpcConfigurationId", vpc.id())
            .put("VpcId", vpc.vpcId());
    vpc.subnetIds().forEach(one.putArray("SubnetIds")::add);
    vpc.securityGroupIds().forEach(one.putArray("SecurityGroupIds")::add);
    return one;
  }

  private static ObjectNode encryption(Encryption encryption) {
    ObjectNode description =
        JsonNodeFactory.instance.objectNode().put("KeyType", encryption.keyType());
    encryption.keyId().ifPresent(key -> description.put("KeyId", key));
    return description;
  }

  static void addLoggingOptions(ObjectNode detail, List<LoggingOption> options) {
    if (options.isEmpty()) {
      return;
    }
    ArrayNode list = detail.putArray("CloudWatchLoggingOptionDescriptions");
    options.forEach(
        option ->
            list.addObject()
                .put("CloudWatchLoggingOptionId", option.id())
                .put("LogStreamARN", option.logStreamArn()));
  }

  static ObjectNode maintenance(Application application) {
    LocalTime start = LocalTime.parse(application.maintenanceStart());
    return JsonNodeFactory.instance
        .objectNode()
        .put("ApplicationMaintenanceWindowStartTime", start.toString())
        .put("ApplicationMaintenanceWindowEndTime", MaintenanceWindow.end(start).toString());
  }
}
