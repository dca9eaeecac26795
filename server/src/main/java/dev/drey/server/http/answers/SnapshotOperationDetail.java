package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.SnapshotOperation;
import dev.drey.core.model.SnapshotOperation.Failure;
import dev.drey.core.model.SnapshotOperation.Kind;

/** An operation on an enhanced snapshot, as the service describes it. */
final class SnapshotOperationDetail {
  private static final int LONGEST_ERROR = 512;

  private SnapshotOperationDetail() {}

  static String wireName(Kind kind) {
    return switch (kind) {
      case CREATE -> "CreateSnapshot";
      case DELETE -> "DeleteSnapshot";
      case IMPORT -> "ImportSnapshot";
      case EXPORT -> "ExportSnapshot";
    };
  }

  static ObjectNode info(SnapshotOperation operation) {
    ObjectNode info =
        JsonNodeFactory.instance
            .objectNode()
            .put("SnapshotOperationId", operation.id().value())
            .put("SnapshotOperation", wireName(operation.kind()))
            .put("SnapshotOperationStatus", operation.state().name())
            .put("StartTime", operation.startedAt().getEpochSecond());
    operation.endedAt().ifPresent(end -> info.put("EndTime", end.getEpochSecond()));
    return info;
  }

  static ObjectNode of(EnhancedSnapshotId id, SnapshotOperation operation) {
    ObjectNode details = info(operation).put("SnapshotArn", id.arn());
    boolean export = operation.kind() == Kind.EXPORT;
    String side = export ? "Destination" : "Source";
    operation
        .prefix()
        .ifPresent(
            prefix -> {
              ObjectNode location =
                  details
                      .putObject("Snapshot" + side + "LocationDescription")
                      .put("LocationType", "S3")
                      .putObject("S3PrefixLocation")
                      .put("BucketARN", prefix.bucketArn())
                      .put("KeyPrefix", prefix.keyPrefix());
              if (export) {
                location.put("ExportedPrefix", prefix.exportedBy(operation.id()).keyPrefix());
              }
            });
    operation
        .encryption()
        .ifPresent(
            it ->
                details.set(
                    side + "EncryptionConfigurationDescription", EnhancedSnapshotAnswers.of(it)));
    operation.failure().ifPresent(why -> addFailure(details, why));
    return details;
  }

  private static void addFailure(ObjectNode details, Failure why) {
    details
        .putObject("SnapshotOperationFailureDetails")
        .putObject("ErrorInfo")
        .put("ErrorCode", why.reason().name())
        .put("ErrorString", Shortened.to(LONGEST_ERROR, why.cause()));
  }
}
