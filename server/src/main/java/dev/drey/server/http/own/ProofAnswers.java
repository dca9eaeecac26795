package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.control.Proving.Depth;
import dev.drey.core.control.Verification;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Restored;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.SnapshotName;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.List;
import java.util.Map;

/**
 * What is known of an application's snapshots beyond what AWS tells: where they lie, and what
 * reading them to their end has shown.
 */
public final class ProofAnswers {
  private final Account account;
  private final Commands commands;
  private final Applications applications;
  private final Verification verification;

  public ProofAnswers(
      Account account, Commands commands, Applications applications, Verification verification) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
    this.verification = verification;
  }

  public Map<String, Answer> all() {
    return Map.of("DescribeSnapshots", this::describe, "VerifySnapshot", this::verify);
  }

  private ApplicationId id(ObjectNode request) {
    var name = new ApplicationName(request.required("ApplicationName").asText());
    var id = new ApplicationId(account.region(), account.id(), name);
    commands.find(id);
    return id;
  }

  private JsonNode describe(ObjectNode request) {
    ApplicationId id = id(request);
    ObjectNode answer =
        JsonNodeFactory.instance.objectNode().put("ApplicationName", id.name().value());
    List<Snapshot> listed = applications.snapshots(id).stream().filter(Snapshot::listed).toList();
    ArrayNode list = answer.putArray("Snapshots");
    listed.forEach(snapshot -> list.add(details(id, snapshot)));
    listed.stream()
        .filter(Snapshot::isUsable)
        .filter(snapshot -> snapshot.proof().isPresent())
        .findFirst()
        .ifPresent(snapshot -> answer.put("LastProvenGood", snapshot.name().value()));
    return answer;
  }

  /** Answers at once: reading takes as long as the state is large. */
  private JsonNode verify(ObjectNode request) {
    ApplicationId id = id(request);
    var name = new SnapshotName(request.required("SnapshotName").asText());
    verification.ask(id, name, request.path("Restore").asBoolean() ? Depth.RESTORED : Depth.READ);
    return details(id, applications.snapshot(id, name).orElseThrow());
  }

  private ObjectNode details(ApplicationId id, Snapshot snapshot) {
    ObjectNode details =
        JsonNodeFactory.instance
            .objectNode()
            .put("SnapshotName", snapshot.name().value())
            .put("SnapshotStatus", snapshot.shownStatus().name())
            .put("ApplicationVersionId", snapshot.version())
            .put("RuntimeEnvironment", snapshot.runtime().value())
            .put("SnapshotCreationTimestamp", snapshot.createdAt().getEpochSecond())
            .put("Usable", snapshot.isUsable());
    snapshot.location().ifPresent(location -> details.put("Location", location));
    snapshot.failure().ifPresent(failure -> details.put("Failure", failure));
    verification(id, snapshot, details.putObject("Verification"));
    return details;
  }

  /** What is under way comes before the result that there is already. */
  private void verification(ApplicationId id, Snapshot snapshot, ObjectNode told) {
    snapshot.proof().ifPresentOrElse(proof -> tell(proof, told), () -> told.put("Status", "NONE"));
    verification
        .progress(id, snapshot.name())
        .ifPresent(
            progress -> {
              told.put("Status", progress.stage().name());
              progress.trouble().ifPresent(trouble -> told.put("Message", trouble));
            });
  }

  private static void tell(Restored restored, ObjectNode told) {
    told.put("Time", restored.at().getEpochSecond()).put("Subtasks", restored.subtasks());
    restored.cutOff().forEach(told.putArray("CutOff")::add);
  }

  private static void tell(Proof proof, ObjectNode told) {
    told.put("Status", proof.isGood() ? "PROVEN" : "DAMAGED")
        .put("Time", proof.at().getEpochSecond())
        .put("Files", proof.files())
        .put("Bytes", proof.bytes());
    proof.damage().ifPresent(damage -> told.put("Message", damage));
    proof.untried().ifPresent(untried -> told.put("NotTried", untried));
    proof.restored().ifPresent(restored -> tell(restored, told.putObject("Restored")));
  }
}
