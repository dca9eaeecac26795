package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Operation;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Timeline.Mark;
import dev.drey.core.model.Version;
import dev.drey.server.http.flink.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** How an operation went, step by step: what AWS's own description has no room for. */
public final class TimelineAnswers {
  private final Account account;
  private final Commands commands;
  private final Applications applications;

  public TimelineAnswers(Account account, Commands commands, Applications applications) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
  }

  /** DescribeOperationTimeline. */
  public JsonNode describe(ObjectNode body) {
    var request = new Members(body);
    Application application = commands.find(account.application(request));
    var id = new OperationId(request.text("OperationId"));
    Operation operation =
        applications
            .operation(application.id(), id)
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND,
                        "operation "
                            + id
                            + " of application "
                            + application.id().name()
                            + " does not exist"));
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("Operation", operation.kind())
            .put("OperationStatus", operation.state().name())
            .put("StartTime", seconds(operation.startedAt()));
    operation.endedAt().ifPresent(end -> answer.put("EndTime", seconds(end)));
    operation
        .timeline()
        .deployment()
        .ifPresent(deployment -> answer.put("Deployment", deployment.value()));
    addPhases(answer.putArray("Phases"), operation);
    differences(application, operation).ifPresent(found -> answer.set("Differences", found));
    addFailure(answer, operation);
    return answer;
  }

  private static void addPhases(ArrayNode phases, Operation operation) {
    Instant before = operation.startedAt();
    for (Mark mark : operation.timeline().marks()) {
      phases
          .addObject()
          .put("Phase", mark.milestone().name())
          .put("Time", seconds(mark.at()))
          .put("Milliseconds", Duration.between(before, mark.at()).toMillis());
      before = mark.at();
    }
  }

  private Optional<ArrayNode> differences(Application application, Operation operation) {
    Optional<Version> from = version(application, operation.updatedFrom());
    Optional<Version> to = version(application, operation.updatedTo());
    return from.flatMap(before -> to.map(after -> Differences.between(application, before, after)));
  }

  private Optional<Version> version(Application application, OptionalInt number) {
    return number.isPresent()
        ? applications.version(application.id(), number.getAsInt())
        : Optional.empty();
  }

  private static void addFailure(ObjectNode answer, Operation operation) {
    if (operation.failure().isEmpty() && operation.rollback().isEmpty()) {
      return;
    }
    ObjectNode failure = answer.putObject("Failure");
    operation.failure().ifPresent(cause -> failure.put("Cause", Secrets.hideIn(cause)));
    operation.timeline().trace().ifPresent(trace -> failure.put("Trace", Secrets.hideIn(trace)));
    operation.rollback().ifPresent(id -> failure.put("RollbackOperationId", id.value()));
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }
}
