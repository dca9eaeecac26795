package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import java.util.List;

/** The snapshots that belong to one application. */
final class SnapshotAnswers {
  private final Account account;
  private final Commands commands;
  private final Applications applications;

  SnapshotAnswers(Account account, Commands commands, Applications applications) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
  }

  JsonNode create(ObjectNode body) {
    var request = new Members(body);
    commands.snapshots().create(account.application(request), name(request));
    return JsonNodeFactory.instance.objectNode();
  }

  JsonNode describe(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    commands.find(id);
    Snapshot snapshot = commands.snapshots().listed(id, name(request));
    return JsonNodeFactory.instance.objectNode().set("SnapshotDetails", details(snapshot));
  }

  JsonNode list(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    commands.find(id);
    List<Snapshot> listed = applications.snapshots(id).stream().filter(Snapshot::listed).toList();
    var page =
        Pages.page(
            "ListApplicationSnapshots",
            listed,
            snapshot -> new Pages.Mark(snapshot.createdAt(), snapshot.name().value()),
            request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("SnapshotSummaries");
    page.items().forEach(snapshot -> list.add(details(snapshot)));
    page.next().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  JsonNode delete(ObjectNode body) {
    var request = new Members(body);
    commands
        .snapshots()
        .delete(
            account.application(request),
            name(request),
            request.second("SnapshotCreationTimestamp"));
    return JsonNodeFactory.instance.objectNode();
  }

  private static SnapshotName name(Members request) {
    return new SnapshotName(request.text("SnapshotName"));
  }

  private static ObjectNode details(Snapshot snapshot) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("SnapshotName", snapshot.name().value())
        .put("SnapshotStatus", snapshot.shownStatus().name())
        .put("ApplicationVersionId", snapshot.version())
        .put("SnapshotCreationTimestamp", snapshot.createdAt().getEpochSecond())
        .put("RuntimeEnvironment", snapshot.runtime().value());
  }
}
