package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import java.util.List;

/** What became of starts, stops and updates. */
final class OperationAnswers {
  private static final int LONGEST_ERROR = 512;

  private final Account account;
  private final Commands commands;
  private final Applications applications;

  OperationAnswers(Account account, Commands commands, Applications applications) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
  }

  JsonNode describe(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    commands.find(id);
    var operationId = new OperationId(request.text("OperationId"));
    Operation operation =
        applications
            .operation(id, operationId)
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND,
                        "operation "
                            + operationId
                            + " of application "
                            + id.name()
                            + " does not exist"));
    ObjectNode details = info(operation);
    if (operation.updatedFrom().isPresent() && operation.updatedTo().isPresent()) {
      details
          .putObject("ApplicationVersionChangeDetails")
          .put("ApplicationVersionUpdatedFrom", operation.updatedFrom().getAsInt())
          .put("ApplicationVersionUpdatedTo", operation.updatedTo().getAsInt());
    }
    if (operation.failure().isPresent() || operation.rollback().isPresent()) {
      addFailure(details.putObject("OperationFailureDetails"), operation);
    }
    return JsonNodeFactory.instance.objectNode().set("ApplicationOperationInfoDetails", details);
  }

  JsonNode list(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    commands.find(id);
    List<Operation> wanted =
        applications.operations(id).stream()
            .filter(it -> request.optionalText("Operation").map(it.kind()::equals).orElse(true))
            .filter(
                it ->
                    request
                        .optionalText("OperationStatus")
                        .map(it.state().name()::equals)
                        .orElse(true))
            .toList();
    var page =
        Pages.page(
            "ListApplicationOperations",
            wanted,
            it -> new Pages.Mark(it.startedAt(), it.id().value()),
            request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("ApplicationOperationInfoList");
    page.items().forEach(it -> list.add(info(it).put("OperationId", it.id().value())));
    page.next().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  /**
   * The API requires an end of every operation; one that has not ended shows its beginning there.
   */
  private static ObjectNode info(Operation operation) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Operation", operation.kind())
        .put("StartTime", operation.startedAt().getEpochSecond())
        .put("EndTime", operation.endedAt().orElse(operation.startedAt()).getEpochSecond())
        .put("OperationStatus", operation.state().name());
  }

  private static void addFailure(ObjectNode details, Operation operation) {
    operation.rollback().ifPresent(id -> details.put("RollbackOperationId", id.value()));
    operation
        .failure()
        .filter(cause -> !cause.isEmpty())
        .ifPresent(
            cause -> details.putObject("ErrorInfo").put("ErrorString", told(cause, operation)));
  }

  /** The cause, and how far the operation came: the short form of its timeline. */
  private static String told(String cause, Operation operation) {
    String way = ShortTimeline.of(operation);
    return Shortened.to(LONGEST_ERROR - way.length(), cause) + way;
  }
}
