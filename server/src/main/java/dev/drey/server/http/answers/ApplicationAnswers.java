package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Version;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Applications, from their creation to their deletion. */
final class ApplicationAnswers {
  private final Account account;
  private final Commands commands;
  private final Applications applications;
  private final JobPlans plans;

  ApplicationAnswers(
      Account account, Commands commands, Applications applications, JobPlans plans) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
    this.plans = plans;
  }

  JsonNode create(ObjectNode body) {
    var request = new Members(body);
    Application created =
        commands.applications().create(Creation.of(account.application(request), request));
    return detail(created, version(created));
  }

  JsonNode describe(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    Application application = commands.find(id);
    ObjectNode answer = detail(application, version(application));
    if (request.flag("IncludeAdditionalDetails").orElse(false)) {
      plans.planOf(id).ifPresent(plan -> ApplicationDetail.addPlan(answer, plan));
    }
    return answer;
  }

  JsonNode list(ObjectNode body) {
    var request = new Members(body);
    int limit = Pages.limit(request);
    List<Applications.Summary> found =
        applications.list(
            account.region(),
            account.id(),
            request.optionalText("NextToken").map(ApplicationName::new),
            limit + 1);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("ApplicationSummaries");
    found.stream().limit(limit).map(ApplicationDetail::summary).forEach(list::add);
    if (found.size() > limit) {
      answer.put("NextToken", found.get(limit - 1).id().name().value());
    }
    return answer;
  }

  JsonNode start(ObjectNode body) {
    var request = new Members(body);
    return operation(
        commands
            .runs()
            .start(
                account.application(request),
                Runs.forStart(request.structure("RunConfiguration"))));
  }

  JsonNode stop(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    boolean force = request.flag("Force").orElse(false);
    return operation(force ? commands.runs().forceStop(id) : commands.runs().stop(id));
  }

  JsonNode update(ObjectNode body) {
    var request = new Members(body);
    var updated =
        commands
            .changes()
            .update(account.application(request), request.guard(), UpdateOf.settings(request));
    ObjectNode answer = detail(updated.application(), updated.version());
    answer.put("OperationId", updated.operation().value());
    return answer;
  }

  JsonNode moveMaintenance(ObjectNode body) {
    var request = new Members(body);
    LocalTime start =
        LocalTime.parse(
            request
                .structure("ApplicationMaintenanceConfigurationUpdate")
                .orElseThrow()
                .text("ApplicationMaintenanceWindowStartTimeUpdate"));
    Application application =
        commands.applications().maintainAt(account.application(request), start);
    ObjectNode answer =
        JsonNodeFactory.instance.objectNode().put("ApplicationARN", application.id().arn());
    answer.set(
        "ApplicationMaintenanceConfigurationDescription",
        ApplicationDetail.maintenance(application));
    return answer;
  }

  JsonNode delete(ObjectNode body) {
    var request = new Members(body);
    commands.applications().delete(account.application(request), request.second("CreateTimestamp"));
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode detail(Application application, Version version) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("ApplicationDetail", ApplicationDetail.of(application, version));
    return answer;
  }

  private static ObjectNode operation(OperationId id) {
    return JsonNodeFactory.instance.objectNode().put("OperationId", id.value());
  }

  private Optional<Version> findVersion(Application application) {
    return applications.version(application.id(), application.version());
  }

  /** The version goes with its application, which may have been deleted since it was found. */
  private Version version(Application application) {
    return findVersion(application)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.NOT_FOUND,
                    "application " + application.id().name() + " does not exist any more"));
  }
}
