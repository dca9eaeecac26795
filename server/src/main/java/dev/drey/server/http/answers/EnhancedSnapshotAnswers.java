package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.AskedSnapshot;
import dev.drey.core.control.EnhancedSnapshotCommands;
import dev.drey.core.control.EnhancedSnapshots;
import dev.drey.core.control.NewEnhancedSnapshot;
import dev.drey.core.model.Encryption;
import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.EnhancedSnapshot.Source;
import dev.drey.core.model.EnhancedSnapshotId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.S3Prefix;
import dev.drey.core.model.SnapshotName;
import dev.drey.core.model.SnapshotOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The snapshots that belong to an account. */
final class EnhancedSnapshotAnswers {
  private static final String FORMAT = "CANONICAL";

  private final Account account;
  private final EnhancedSnapshotCommands commands;
  private final EnhancedSnapshots snapshots;

  EnhancedSnapshotAnswers(
      Account account, EnhancedSnapshotCommands commands, EnhancedSnapshots snapshots) {
    this.account = account;
    this.commands = commands;
    this.snapshots = snapshots;
  }

  JsonNode create(ObjectNode body) {
    var request = new Members(body);
    return asked(commands.create(account.application(request), asked(request, Optional.empty())));
  }

  JsonNode importFrom(ObjectNode body) {
    var request = new Members(body);
    Members source = request.structure("ImportSourceConfiguration").orElseThrow();
    return asked(
        commands.importFrom(
            prefix(source, "SourceS3PrefixLocation"),
            encryption(source, "SourceEncryptionConfiguration"),
            asked(request, encryption(request, "DestinationEncryptionConfiguration"))));
  }

  JsonNode export(ObjectNode body) {
    var request = new Members(body);
    Members destination = request.structure("ExportDestinationConfiguration").orElseThrow();
    SnapshotOperation operation =
        commands.export(
            id(request),
            prefix(destination, "DestinationS3PrefixLocation"),
            encryption(destination, "DestinationEncryptionConfiguration"));
    return addOperation(JsonNodeFactory.instance.objectNode(), operation);
  }

  JsonNode delete(ObjectNode body) {
    var request = new Members(body);
    return asked(commands.delete(id(request), request.second("SnapshotCreationTimestamp")));
  }

  JsonNode describe(ObjectNode body) {
    EnhancedSnapshot snapshot = commands.find(id(new Members(body)));
    ObjectNode details = info(snapshot).put("SnapshotSizeInBytes", snapshot.size().orElse(0));
    snapshot.description().ifPresent(text -> details.put("SnapshotDescription", text));
    snapshot.taken().ifPresent(taken -> details.put("RuntimeEnvironment", taken.runtime().value()));
    snapshot
        .encryption()
        .ifPresent(it -> details.set("SnapshotEncryptionConfigurationDescription", of(it)));
    details.set("SnapshotSourceDescription", source(snapshot.source()));
    return JsonNodeFactory.instance.objectNode().set("SnapshotInfoDetails", details);
  }

  JsonNode list(ObjectNode body) {
    var request = new Members(body);
    Predicate<EnhancedSnapshot> wanted = wanted(request);
    var page =
        Pages.page(
            "ListSnapshots",
            snapshots.list(account.region(), account.id()).stream().filter(wanted).toList(),
            it -> new Pages.Mark(it.createdAt(), it.id().name().value()),
            request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("SnapshotInfoList");
    page.items().forEach(snapshot -> list.add(summary(snapshot)));
    page.next().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  private static Predicate<EnhancedSnapshot> wanted(Members request) {
    List<Predicate<EnhancedSnapshot>> filters = new ArrayList<>();
    request
        .optionalText("SourceApplicationName")
        .ifPresent(name -> filters.add(it -> sourceName(it).filter(name::equals).isPresent()));
    request
        .optionalText("SnapshotInitiator")
        .ifPresent(initiator -> filters.add(it -> initiator.equals("USER")));
    request
        .optionalText("SnapshotInitiatorOperation")
        .ifPresent(kind -> filters.add(it -> initiatorOperation(it).equals(kind)));
    request
        .optionalText("SnapshotStatus")
        .ifPresent(status -> filters.add(it -> it.status().name().equals(status)));
    atMostOne(
        filters.size(),
        "SourceApplicationName, SnapshotInitiator, SnapshotInitiatorOperation and SnapshotStatus");
    return filters.isEmpty() ? it -> true : filters.get(0);
  }

  private static void atMostOne(int filters, String names) {
    if (filters > 1) {
      throw new Refused(
          Reason.INVALID_ARGUMENT, "a list is filtered by one of " + names + ", not by several");
    }
  }

  JsonNode describeOperation(ObjectNode body) {
    var request = new Members(body);
    EnhancedSnapshotId id = id(request);
    String wanted = request.text("SnapshotOperationId");
    SnapshotOperation operation =
        operations(id).stream()
            .filter(it -> it.id().value().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND,
                        "operation " + wanted + " of snapshot " + id.name() + " does not exist"));
    ObjectNode details = SnapshotOperationDetail.of(id, operation);
    return JsonNodeFactory.instance.objectNode().set("SnapshotOperationInfoDetails", details);
  }

  JsonNode listOperations(ObjectNode body) {
    var request = new Members(body);
    Optional<String> kind = request.optionalText("SnapshotOperation");
    Optional<String> status = request.optionalText("SnapshotOperationStatus");
    atMostOne(
        (kind.isPresent() ? 1 : 0) + (status.isPresent() ? 1 : 0),
        "SnapshotOperation and SnapshotOperationStatus");
    List<SnapshotOperation> wanted =
        operations(id(request)).stream()
            .filter(
                it -> kind.map(SnapshotOperationDetail.wireName(it.kind())::equals).orElse(true))
            .filter(it -> status.map(it.state().name()::equals).orElse(true))
            .toList();
    var page =
        Pages.page(
            "ListSnapshotOperations",
            wanted,
            it -> new Pages.Mark(it.startedAt(), it.id().value()),
            request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("SnapshotOperationInfoList");
    page.items().forEach(it -> list.add(SnapshotOperationDetail.info(it)));
    page.next().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  /** They stay when the snapshot is gone; a name that never was has none. */
  private List<SnapshotOperation> operations(EnhancedSnapshotId id) {
    List<SnapshotOperation> all = snapshots.operations(id);
    if (all.isEmpty()) {
      commands.find(id);
    }
    return all;
  }

  private EnhancedSnapshotId id(Members request) {
    return new EnhancedSnapshotId(
        account.region(), account.id(), new SnapshotName(request.text("SnapshotName")));
  }

  private NewEnhancedSnapshot asked(Members request, Optional<Encryption> encryption) {
    return new NewEnhancedSnapshot(
        id(request),
        request.optionalText("SnapshotDescription"),
        encryption,
        TagAnswers.tags(request));
  }

  private static S3Prefix prefix(Members outer, String name) {
    Members location = outer.structure(name).orElseThrow();
    return new S3Prefix(location.text("BucketARN"), location.text("KeyPrefix"));
  }

  private static Optional<Encryption> encryption(Members outer, String name) {
    return outer.structure(name).map(Blocks.CREATION::encryption);
  }

  private static ObjectNode asked(AskedSnapshot asked) {
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("SnapshotArn", asked.snapshot().id().arn())
            .put("SnapshotStatus", asked.snapshot().status().name());
    return addOperation(answer, asked.operation());
  }

  private static ObjectNode addOperation(ObjectNode answer, SnapshotOperation operation) {
    return answer
        .put("SnapshotOperationId", operation.id().value())
        .put("SnapshotOperationStatus", operation.state().name());
  }

  private static ObjectNode summary(EnhancedSnapshot snapshot) {
    ObjectNode info = info(snapshot);
    sourceName(snapshot).ifPresent(name -> info.put("SourceApplicationName", name));
    return info;
  }

  private static ObjectNode info(EnhancedSnapshot snapshot) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("SnapshotName", snapshot.id().name().value())
        .put("SnapshotArn", snapshot.id().arn())
        .put("SnapshotStatus", snapshot.status().name())
        .put("SnapshotCreationTimestamp", snapshot.createdAt().getEpochSecond())
        .put("SnapshotInitiator", "USER")
        .put("SnapshotInitiatorOperation", initiatorOperation(snapshot))
        .put("SnapshotFormat", FORMAT);
  }

  private static String initiatorOperation(EnhancedSnapshot snapshot) {
    return snapshot.taken().isPresent() ? "CreateSnapshot" : "ImportSnapshot";
  }

  private static Optional<String> sourceName(EnhancedSnapshot snapshot) {
    return snapshot.taken().map(taken -> taken.application().value());
  }

  private static ObjectNode source(Source source) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    if (source instanceof Source.Taken taken) {
      description
          .putObject("SourceApplicationDescription")
          .put("ApplicationName", taken.application().value())
          .put("ApplicationCreationTimestamp", taken.applicationCreatedAt().getEpochSecond())
          .put("ApplicationVersionId", taken.version());
    } else if (source instanceof Source.Imported imported) {
      description
          .putObject("S3PrefixLocation")
          .put("BucketARN", imported.from().bucketArn())
          .put("KeyPrefix", imported.from().keyPrefix());
    }
    return description;
  }

  static ObjectNode of(Encryption encryption) {
    ObjectNode description =
        JsonNodeFactory.instance.objectNode().put("KeyType", encryption.keyType());
    encryption.keyId().ifPresent(key -> description.put("KeyId", key));
    return description;
  }
}
