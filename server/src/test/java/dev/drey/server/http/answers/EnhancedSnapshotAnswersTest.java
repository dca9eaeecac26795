package dev.drey.server.http.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.InMemoryEnhancedSnapshots;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Encryption;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshot.Source;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotOperation;
import dev.drey.core.model.SnapshotOperation.Failure;
import dev.drey.core.model.SnapshotOperation.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is shown of snapshots and their operations, held to the contract. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnhancedSnapshotAnswersTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.5Z");
  private static final S3Prefix AWAY = new S3Prefix("arn:aws:s3:::away", "exports/");
  private static final String ARN = "arn:aws:kinesisanalytics:us-east-1:000000000000:snapshot/one";

  private final InMemoryEnhancedSnapshots snapshots = new InMemoryEnhancedSnapshots();
  private final EnhancedSnapshotAnswers answers =
      new EnhancedSnapshotAnswers(
          new Account("us-east-1", "000000000000"), Asked.commands(snapshots), snapshots);

  @BeforeEach
  void one_that_was_taken_and_exported() {
    EnhancedSnapshot one =
        snapshot(
            "one",
            new Source.Taken(
                new ApplicationName("clicks"), "u", NOON, 3, new RuntimeEnvironment("FLINK-1_20")));
    snapshots.create(one, operation("create", Kind.CREATE).succeeded(NOON));
    snapshots.replace(
        one,
        one.ready("file:///x", 7),
        List.of(
            operation("export", Kind.EXPORT)
                .with(AWAY, Optional.of(new Encryption("AWS_OWNED_KEY", Optional.empty())))
                .failed(new Failure(Reason.INVALID_ARGUMENT, "no such bucket"), NOON)));
  }

  private static EnhancedSnapshot snapshot(String name, Source source) {
    return EnhancedSnapshot.begun(
        new EnhancedSnapshotId("us-east-1", "000000000000", new SnapshotName(name)),
        "uid",
        Optional.of("before the move"),
        source,
        Optional.of(new Encryption("CUSTOMER_MANAGED_KEY", Optional.of("arn:aws:kms:key"))),
        Map.of(),
        NOON);
  }

  private static SnapshotOperation operation(String id, Kind kind) {
    return SnapshotOperation.begun(new OperationId(id), kind, NOON);
  }

  @Test
  void one_that_was_taken_names_its_application() {
    assertThat(asked("DescribeSnapshot", "{'SnapshotName':'one'}", answers::describe))
        .isEqualTo(
            Asked.json(
                """
                {'SnapshotInfoDetails': {'SnapshotName': 'one', 'SnapshotArn': '%s', 'SnapshotStatus': 'READY',
                 'SnapshotCreationTimestamp': 1795348800, 'SnapshotInitiator': 'USER',
                 'SnapshotInitiatorOperation': 'CreateSnapshot', 'SnapshotFormat': 'CANONICAL',
                 'SnapshotSizeInBytes': 7, 'SnapshotDescription': 'before the move',
                 'RuntimeEnvironment': 'FLINK-1_20',
                 'SnapshotEncryptionConfigurationDescription':
                   {'KeyType': 'CUSTOMER_MANAGED_KEY', 'KeyId': 'arn:aws:kms:key'},
                 'SnapshotSourceDescription': {'SourceApplicationDescription': {'ApplicationName': 'clicks',
                   'ApplicationCreationTimestamp': 1795348800, 'ApplicationVersionId': 3}}}}
                """
                    .formatted(ARN)));
  }

  @Test
  void one_that_was_imported_names_its_prefix_and_no_runtime() {
    snapshots.create(
        snapshot("in", new Source.Imported(AWAY)),
        operation("import", Kind.IMPORT).with(AWAY, Optional.empty()));

    JsonNode details =
        asked("DescribeSnapshot", "{'SnapshotName':'in'}", answers::describe)
            .get("SnapshotInfoDetails");

    assertThat(details.has("RuntimeEnvironment")).isFalse();
    assertThat(details.get("SnapshotSizeInBytes").asInt()).as("until it is READY").isZero();
    assertThat(details.at("/SnapshotSourceDescription/S3PrefixLocation/KeyPrefix").asText())
        .isEqualTo("exports/");
    assertThat(names("{'SnapshotStatus':'CREATING'}")).containsExactly("in");
    assertThat(names("{'SourceApplicationName':'clicks'}")).containsExactly("one");
    assertThat(names("{'SnapshotInitiatorOperation':'ImportSnapshot'}")).containsExactly("in");
    assertThat(names("{'SnapshotInitiator':'SYSTEM'}")).isEmpty();
    assertThat(names("{'Limit':1}")).hasSize(1);
  }

  private List<String> names(String request) {
    return asked("ListSnapshots", request, answers::list)
        .get("SnapshotInfoList")
        .findValuesAsText("SnapshotName");
  }

  @Test
  void an_export_that_failed_says_where_to_and_why() {
    assertThat(
            asked(
                "DescribeSnapshotOperation",
                "{'SnapshotName':'one','SnapshotOperationId':'export'}",
                answers::describeOperation))
        .isEqualTo(
            Asked.json(
                """
                {'SnapshotOperationInfoDetails': {'SnapshotOperationId': 'export', 'SnapshotOperation': 'ExportSnapshot',
                 'SnapshotOperationStatus': 'FAILED', 'StartTime': 1795348800, 'EndTime': 1795348800,
                 'SnapshotArn': '%s',
                 'SnapshotDestinationLocationDescription': {'LocationType': 'S3', 'S3PrefixLocation':
                   {'BucketARN': 'arn:aws:s3:::away', 'KeyPrefix': 'exports/', 'ExportedPrefix': 'exports/export'}},
                 'DestinationEncryptionConfigurationDescription': {'KeyType': 'AWS_OWNED_KEY'},
                 'SnapshotOperationFailureDetails': {'ErrorInfo':
                   {'ErrorCode': 'INVALID_ARGUMENT', 'ErrorString': 'no such bucket'}}}}
                """
                    .formatted(ARN)));
  }

  @Test
  void operations_are_listed_by_kind_or_by_status() {
    assertThat(operations("")).hasSize(2);
    assertThat(operations(",'SnapshotOperation':'CreateSnapshot'")).containsExactly("create");
    assertThat(operations(",'SnapshotOperationStatus':'FAILED'")).containsExactly("export");
  }

  private List<String> operations(String more) {
    return asked(
            "ListSnapshotOperations", "{'SnapshotName':'one'" + more + "}", answers::listOperations)
        .get("SnapshotOperationInfoList")
        .findValuesAsText("SnapshotOperationId");
  }

  /** Whatever is answered, the contract knows all of it. */
  private static JsonNode asked(
      String operation, String request, Function<ObjectNode, JsonNode> answer) {
    JsonNode body = Asked.request(operation, request).structure();
    JsonNode answered = answer.apply((ObjectNode) body);
    assertThat(Asked.members(Asked.read(operation, answered))).isEqualTo(Asked.members(answered));
    return Asked.json(answered.toString());
  }
}
