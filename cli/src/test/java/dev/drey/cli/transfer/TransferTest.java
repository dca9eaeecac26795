package dev.drey.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TransferTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DESCRIBED =
      """
      {"ApplicationDetail": {
        "ApplicationARN": "arn:aws:kinesisanalytics:eu-west-1:111122223333:application/Clicks.EU",
        "ApplicationName": "Clicks.EU",
        "ApplicationDescription": "sessions of visitors",
        "RuntimeEnvironment": "FLINK-1_20",
        "ServiceExecutionRole": "arn:aws:iam::111122223333:role/flink",
        "ApplicationStatus": "RUNNING",
        "ApplicationVersionId": 7,
        "CreateTimestamp": "2026-03-01T10:00:00+00:00",
        "ApplicationMode": "STREAMING",
        "ConditionalToken": "abc",
        "ApplicationConfigurationDescription": {
          "ApplicationCodeConfigurationDescription": {
            "CodeContentType": "ZIPFILE",
            "CodeContentDescription": {
              "CodeMD5": "x", "CodeSize": 12,
              "S3ApplicationCodeLocationDescription": {
                "BucketARN": "arn:aws:s3:::code", "FileKey": "clicks.jar", "ObjectVersion": "v1"}}},
          "RunConfigurationDescription": {
            "ApplicationRestoreConfigurationDescription": {"ApplicationRestoreType": "RESTORE_FROM_LATEST_SNAPSHOT"}},
          "FlinkApplicationConfigurationDescription": {
            "CheckpointConfigurationDescription": {
              "ConfigurationType": "DEFAULT", "CheckpointingEnabled": true,
              "CheckpointInterval": 60000, "MinPauseBetweenCheckpoints": 5000},
            "MonitoringConfigurationDescription": {
              "ConfigurationType": "CUSTOM", "MetricsLevel": "TASK", "LogLevel": "WARN"},
            "ParallelismConfigurationDescription": {
              "ConfigurationType": "CUSTOM", "Parallelism": 4, "ParallelismPerKPU": 2,
              "CurrentParallelism": 4, "AutoScalingEnabled": true},
            "JobPlanDescription": "{}"},
          "EnvironmentPropertyDescriptions": {"PropertyGroupDescriptions": [
            {"PropertyGroupId": "clicks", "PropertyMap": {"window": "PT1M"}},
            {"PropertyGroupId": "drey.flink.configuration", "PropertyMap": {
              "pipeline.object-reuse": "true", "taskmanager.memory.process.size": "2g"}}]},
          "ApplicationSnapshotConfigurationDescription": {
            "SnapshotsEnabled": true, "SnapshotMode": "APPLICATION_SNAPSHOTS_LEGACY"},
          "VpcConfigurationDescriptions": [
            {"VpcConfigurationId": "1.1", "VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}]},
        "CloudWatchLoggingOptionDescriptions": [
          {"CloudWatchLoggingOptionId": "1.1", "LogStreamARN": "arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:s"}],
        "ApplicationMaintenanceConfigurationDescription": {
          "ApplicationMaintenanceWindowStartTime": "06:00", "ApplicationMaintenanceWindowEndTime": "14:00"}}}
      """;

  private static final String CREATION =
      """
      {"ApplicationName": "Clicks.EU",
       "ApplicationDescription": "sessions of visitors",
       "RuntimeEnvironment": "FLINK-1_20",
       "ServiceExecutionRole": "arn:aws:iam::111122223333:role/flink",
       "ApplicationConfiguration": {
         "ApplicationCodeConfiguration": {
           "CodeContentType": "ZIPFILE",
           "CodeContent": {"S3ContentLocation": {
             "BucketARN": "arn:aws:s3:::code", "FileKey": "clicks.jar", "ObjectVersion": "v1"}}},
         "FlinkApplicationConfiguration": {
           "CheckpointConfiguration": {"ConfigurationType": "DEFAULT"},
           "MonitoringConfiguration": {"ConfigurationType": "CUSTOM", "MetricsLevel": "TASK", "LogLevel": "WARN"},
           "ParallelismConfiguration": {
             "ConfigurationType": "CUSTOM", "Parallelism": 4, "ParallelismPerKPU": 2, "AutoScalingEnabled": true}},
         "EnvironmentProperties": {"PropertyGroups": [
           {"PropertyGroupId": "clicks", "PropertyMap": {"window": "PT1M"}},
           {"PropertyGroupId": "drey.flink.configuration", "PropertyMap": {
             "pipeline.object-reuse": "true", "taskmanager.memory.process.size": "2g"}}]},
         "ApplicationSnapshotConfiguration": {"SnapshotsEnabled": true},
         "VpcConfigurations": [{"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}]},
       "CloudWatchLoggingOptions": [
         {"LogStreamARN": "arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:s"}],
       "Tags": [{"Key": "team", "Value": "web"}]}
      """;

  private static final String TAGS = "{\"Tags\": [{\"Key\": \"team\", \"Value\": \"web\"}]}";

  @Test
  void what_AWS_describes_becomes_what_creates_it() {
    Transfer transfer = FromAws.of(json(DESCRIBED), json(TAGS), FromAws.Wishes.NONE);

    assertThat(transfer.documents()).containsExactly((ObjectNode) json(CREATION));
    assertThat(transfer.notes())
        .anyMatch(note -> note.contains("VPC"))
        .anyMatch(note -> note.contains("role/flink"))
        .anyMatch(note -> note.contains("Logging"))
        .anyMatch(note -> note.contains("AutoScalingEnabled"))
        .anyMatch(note -> note.contains("ObjectVersion v1"))
        .anyMatch(note -> note.contains("maintenance window"))
        .anyMatch(note -> note.contains("State stays"))
        .noneMatch(note -> note.contains("--tags"));
  }

  @Test
  void a_name_and_a_runtime_may_be_others() {
    JsonNode old = json(DESCRIBED.replace("FLINK-1_20", "FLINK-1_18"));

    assertThatThrownBy(() -> FromAws.of(old, none(), FromAws.Wishes.NONE))
        .isInstanceOf(Untransferable.class)
        .hasMessageContaining("does not run FLINK-1_18")
        .hasMessageContaining("--runtime FLINK-1_20");

    Transfer transfer =
        FromAws.of(
            old, none(), new FromAws.Wishes(Optional.of("clicks"), Optional.of("FLINK-1_20")));
    assertThat(transfer.documents().get(0).path("ApplicationName").asText()).isEqualTo("clicks");
    assertThat(transfer.documents().get(0).path("RuntimeEnvironment").asText())
        .isEqualTo("FLINK-1_20");
    assertThat(transfer.notes())
        .anyMatch(note -> note.contains("FLINK-1_18"))
        .anyMatch(note -> note.contains("--tags"));
  }

  @Test
  void what_is_no_flink_application_is_refused() {
    assertThatThrownBy(
            () ->
                FromAws.of(
                    json(DESCRIBED.replace("FLINK-1_20", "SQL-1_0")), none(), FromAws.Wishes.NONE))
        .isInstanceOf(Untransferable.class)
        .hasMessageContaining("SQL-1_0");
    assertThatThrownBy(() -> FromAws.of(json("{}"), none(), FromAws.Wishes.NONE))
        .isInstanceOf(Untransferable.class)
        .hasMessageContaining("describe-application");
  }

  @Test
  void ours_for_AWS_is_what_AWS_describes_afterwards() {
    Transfer transfer =
        ToAws.of(detail(), json(TAGS).path("Tags"), Optional.of("s3://state/clicks/1"));

    ObjectNode expected = (ObjectNode) json(CREATION);
    expected.put("ApplicationMode", "STREAMING");
    assertThat(transfer.documents()).containsExactly(expected);
    assertThat(transfer.notes())
        .anyMatch(note -> note.contains("clicks.jar"))
        .anyMatch(note -> note.contains("role/flink"))
        .anyMatch(note -> note.contains("drey."))
        .anyMatch(note -> note.contains("s3://state/clicks/1"));
  }

  @Test
  void ours_for_the_operator_has_sizes_options_properties_and_state() {
    Transfer transfer =
        ToOperator.of(
            new ToOperator.Source(
                detail(),
                json(
                    """
                    {"Options": [
                      {"Key": "state.backend.type", "Value": "rocksdb", "SetBy": "RUNTIME"},
                      {"Key": "web.submit.enable", "Value": "false", "SetBy": "RUNTIME"},
                      {"Key": "rest.port", "Value": "1", "SetBy": "SERVER"},
                      {"Key": "parallelism.default", "Value": "4", "SetBy": "API"},
                      {"Key": "taskmanager.numberOfTaskSlots", "Value": "2", "SetBy": "API"},
                      {"Key": "pipeline.object-reuse", "Value": "******", "SetBy": "APPLICATION"}]}
                    """),
                json(
                    """
                    {"Parallelism": 4, "Cores": 1.0, "TaskManagers": 2, "Parts": [
                      {"Process": "TaskManager", "Name": "process", "Bytes": 2147483648},
                      {"Process": "TaskManager", "Name": "task heap", "Bytes": 5},
                      {"Process": "JobManager", "Name": "process", "Bytes": 872415232}]}
                    """),
                Optional.of(
                    json(
                        "{\"SnapshotName\": \"stop-1\", \"Location\": \"file:///home/state/stop-1/savepoint-1\"}"))),
            "s3://bucket/clicks/",
            Optional.empty());

    assertThat(transfer.documents())
        .containsExactly(
            (ObjectNode)
                json(
                    """
                    {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "clicks-eu-properties"},
                     "data": {"application_properties.json":
                       "[{\\"PropertyGroupId\\":\\"clicks\\",\\"PropertyMap\\":{\\"window\\":\\"PT1M\\"}}]"}}
                    """),
            (ObjectNode)
                json(
                    """
                    {"apiVersion": "flink.apache.org/v1beta1", "kind": "FlinkDeployment",
                     "metadata": {"name": "clicks-eu"},
                     "spec": {
                       "image": "flink:1.20-java17", "flinkVersion": "v1_20", "serviceAccount": "flink",
                       "flinkConfiguration": {
                         "execution.checkpointing.dir": "s3://bucket/clicks/checkpoints",
                         "execution.checkpointing.savepoint-dir": "s3://bucket/clicks/savepoints",
                         "pipeline.object-reuse": "true",
                         "state.backend.type": "rocksdb",
                         "taskmanager.numberOfTaskSlots": "2"},
                       "podTemplate": {"spec": {
                         "containers": [{"name": "flink-main-container", "volumeMounts": [
                           {"name": "properties", "mountPath": "/etc/flink"}]}],
                         "volumes": [{"name": "properties", "configMap": {"name": "clicks-eu-properties"}}]}},
                       "jobManager": {"resource": {"memory": "832m", "cpu": 0.5}},
                       "taskManager": {"resource": {"memory": "2048m", "cpu": 0.5}},
                       "job": {
                         "jarURI": "s3://code/clicks.jar", "parallelism": 4, "upgradeMode": "savepoint",
                         "state": "running", "initialSavepointPath": "s3://bucket/clicks/initial/stop-1"}}}
                    """));
    assertThat(transfer.notes())
        .contains(
            "Copy the snapshot first: aws s3 cp --recursive /home/state/stop-1/savepoint-1 s3://bucket/clicks/initial/stop-1");
  }

  private static JsonNode detail() {
    return json(DESCRIBED).path("ApplicationDetail");
  }

  private static JsonNode none() {
    return MissingNode.getInstance();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
