package dev.drey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drey.conformance.CheckedAgainst.Source;
import dev.drey.conformance.SignedCall.Answer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Snapshots that belong to an account. The service's documentation says what happens and not in
 * which words, so types are checked and texts are not.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class EnhancedSnapshotsTest {
  private static final String ROLE = "arn:aws:iam::000000000000:role/conformance";

  private final Workbench bench = new Workbench();
  private final SignedCall service = Service.signed();

  @AfterEach
  void clear() {
    bench.close();
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "CreateSnapshot: RUNNING, ENHANCED_SNAPSHOTS; the type for the mode is inferred")
  void a_snapshot_needs_a_running_application_in_enhanced_mode() {
    String legacy = bench.freshName();
    bench.create(legacy);
    refused(
        "InvalidApplicationConfigurationException", "CreateSnapshot", ofApplication(legacy, "x"));
    String name = bench.freshName();
    createEnhanced(name);
    refused("ResourceInUseException", "CreateSnapshot", ofApplication(name, "x"));
    refused("InvalidArgumentException", "CreateSnapshot", ofApplication(name + "-not", "x"));
    refused("InvalidArgumentException", "CreateSnapshot", ofApplication(name, "systemSnapshot-1"));
    refused("ValidationException", "CreateSnapshot", ofApplication(name, "x".repeat(101)));
  }

  @Test
  @CheckedAgainst(value = Source.MODEL, at = "errors of the operations on enhanced snapshots")
  void what_does_not_exist_is_not_found() {
    String never = "{'SnapshotName':'never-" + bench.freshName() + "'";
    refused("ResourceNotFoundException", "DescribeSnapshot", never + "}");
    refused(
        "ResourceNotFoundException", "DeleteSnapshot", never + ",'SnapshotCreationTimestamp':1}");
    refused("ResourceNotFoundException", "ListSnapshotOperations", never + "}");
    refused(
        "ResourceNotFoundException",
        "DescribeSnapshotOperation",
        never + ",'SnapshotOperationId':'x'}");
    refused(
        "ResourceNotFoundException",
        "ExportSnapshot",
        never
            + ",'ExportDestinationConfiguration':{'DestinationType':'S3','ExportRoleArn':'"
            + ROLE
            + "','DestinationS3PrefixLocation':{'BucketARN':'arn:aws:s3:::b','KeyPrefix':'p/'}}}");
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "ListSnapshots, ListSnapshotOperations: filters")
  void a_list_is_filtered_by_one_thing_at_a_time() {
    refused(
        "InvalidArgumentException",
        "ListSnapshots",
        "{'SnapshotStatus':'READY','SnapshotInitiator':'USER'}");
    assertThat(
            service
                .call("ListSnapshots", "{'SnapshotInitiator':'SYSTEM'}")
                .granted()
                .text("SnapshotInfoList"))
        .isEqualTo("[]");
  }

  @Test
  @CheckedAgainst(value = Source.PAGE, at = "SnapshotMode: from LEGACY to ENHANCED only")
  void the_mode_goes_one_way() {
    String name = bench.freshName();
    bench.create(name);
    assertThat(mode(name)).isEqualTo("APPLICATION_SNAPSHOTS_LEGACY");
    service.call("UpdateApplication", toMode(name, 1, "ENHANCED_SNAPSHOTS")).granted();
    await().atMost(Duration.ofMinutes(1)).until(() -> mode(name).equals("ENHANCED_SNAPSHOTS"));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bench.describe(name).applicationStatusAsString().equals("READY"));

    refused(
        "InvalidArgumentException",
        "UpdateApplication",
        toMode(name, 2, "APPLICATION_SNAPSHOTS_LEGACY"));
  }

  @Test
  @CheckedAgainst(
      value = Source.PAGE,
      at = "ImportSnapshot, FAILED: the name is taken until deleted")
  void an_import_of_nothing_fails_and_can_be_deleted() {
    String name = bench.freshName();
    String bucket = name;
    try (var s3 = Service.s3()) {
      s3.createBucket(it -> it.bucket(bucket));
    }
    String request =
        "{'SnapshotName':'"
            + name
            + "','Tags':[{'Key':'a','Value':'1'}],'ImportSourceConfiguration':{'SourceType':'S3',"
            + "'ImportRoleArn':'"
            + ROLE
            + "','SourceS3PrefixLocation':{'BucketARN':'arn:aws:s3:::"
            + bucket
            + "','KeyPrefix':'nothing/'}}}";

    Answer asked = service.call("ImportSnapshot", request).granted();

    assertThat(asked.text("SnapshotStatus")).isEqualTo("CREATING");
    assertThat(asked.text("SnapshotArn")).endsWith(":snapshot/" + name);
    await().atMost(Duration.ofMinutes(1)).until(() -> describe(name).equals("FAILED"));
    Answer operation = operation(name, asked.text("SnapshotOperationId"));
    assertThat(operation.text("SnapshotOperationInfoDetails", "SnapshotOperationStatus"))
        .isEqualTo("FAILED");
    assertThat(
            operation.text(
                "SnapshotOperationInfoDetails",
                "SnapshotOperationFailureDetails",
                "ErrorInfo",
                "ErrorString"))
        .contains("_metadata");
    refused("ResourceInUseException", "ImportSnapshot", request);
    assertThat(tags(asked.text("SnapshotArn"))).contains("\"a\"");

    delete(name);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                service
                    .call("DescribeSnapshot", "{'SnapshotName':'" + name + "'}")
                    .error()
                    .equals(Optional.of("ResourceNotFoundException")));
    assertThat(
            service
                .call("ListSnapshotOperations", "{'SnapshotName':'" + name + "'}")
                .granted()
                .text("SnapshotOperationInfoList"))
        .as("the deletion's own operation stays to be seen")
        .contains("DeleteSnapshot", "SUCCESSFUL");
  }

  private String tags(String arn) {
    return service
        .call("ListTagsForResource", "{'ResourceARN':'" + arn + "'}")
        .granted()
        .text("Tags");
  }

  private void delete(String name) {
    String created =
        service
            .call("DescribeSnapshot", "{'SnapshotName':'" + name + "'}")
            .granted()
            .text("SnapshotInfoDetails", "SnapshotCreationTimestamp");
    refused(
        "InvalidArgumentException",
        "DeleteSnapshot",
        "{'SnapshotName':'" + name + "','SnapshotCreationTimestamp':1}");
    service
        .call(
            "DeleteSnapshot",
            "{'SnapshotName':'" + name + "','SnapshotCreationTimestamp':" + created + "}")
        .granted();
  }

  private String describe(String name) {
    return service
        .call("DescribeSnapshot", "{'SnapshotName':'" + name + "'}")
        .granted()
        .text("SnapshotInfoDetails", "SnapshotStatus");
  }

  private Answer operation(String name, String id) {
    return service
        .call(
            "DescribeSnapshotOperation",
            "{'SnapshotName':'" + name + "','SnapshotOperationId':'" + id + "'}")
        .granted();
  }

  private String mode(String name) {
    return service
        .call("DescribeApplication", "{'ApplicationName':'" + name + "'}")
        .granted()
        .text(
            "ApplicationDetail",
            "ApplicationConfigurationDescription",
            "ApplicationSnapshotConfigurationDescription",
            "SnapshotMode");
  }

  private static String toMode(String name, int version, String mode) {
    return "{'ApplicationName':'"
        + name
        + "','CurrentApplicationVersionId':"
        + version
        + ",'ApplicationConfigurationUpdate':{'ApplicationSnapshotConfigurationUpdate':"
        + "{'SnapshotsEnabledUpdate':true,'SnapshotModeUpdate':'"
        + mode
        + "'}}}";
  }

  private void createEnhanced(String name) {
    service
        .call(
            "CreateApplication",
            "{'ApplicationName':'"
                + name
                + "','RuntimeEnvironment':'FLINK-1_20','ServiceExecutionRole':'"
                + ROLE
                + "','ApplicationConfiguration':{'ApplicationSnapshotConfiguration':"
                + "{'SnapshotsEnabled':true,'SnapshotMode':'ENHANCED_SNAPSHOTS'}}}")
        .granted();
  }

  private static String ofApplication(String application, String snapshot) {
    return "{'ApplicationName':'" + application + "','SnapshotName':'" + snapshot + "'}";
  }

  private void refused(String type, String operation, String request) {
    Answer answer = service.call(operation, request);
    assertThat(answer.error()).as("%s: %s", operation, answer.body()).contains(type);
  }
}
