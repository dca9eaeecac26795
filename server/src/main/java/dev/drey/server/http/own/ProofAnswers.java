package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Snapshot;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.Map;

/** What is known of an application's snapshots beyond what AWS tells: where they lie. */
public final class ProofAnswers {
  private final Account account;
  private final Commands commands;
  private final Applications applications;

  public ProofAnswers(Account account, Commands commands, Applications applications) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
  }

  public Map<String, Answer> all() {
    return Map.of("DescribeSnapshots", this::describe);
  }

  private JsonNode describe(ObjectNode request) {
    var name = new ApplicationName(request.required("ApplicationName").asText());
    var id = new ApplicationId(account.region(), account.id(), name);
    commands.find(id);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("ApplicationName", name.value());
    ArrayNode list = answer.putArray("Snapshots");
    applications.snapshots(id).stream()
        .filter(Snapshot::listed)
        .forEach(snapshot -> list.add(details(snapshot)));
    return answer;
  }

  private static ObjectNode details(Snapshot snapshot) {
    ObjectNode details =
        JsonNodeFactory.instance
            .objectNode()
            .put("SnapshotName", snapshot.name().value())
            .put("SnapshotStatus", snapshot.status().name())
            .put("ApplicationVersionId", snapshot.version())
            .put("RuntimeEnvironment", snapshot.runtime().value())
            .put("SnapshotCreationTimestamp", snapshot.createdAt().getEpochSecond())
            .put("Usable", snapshot.isUsable());
    snapshot.location().ifPresent(location -> details.put("Location", location));
    snapshot.failure().ifPresent(failure -> details.put("Failure", failure));
    return details;
  }
}
