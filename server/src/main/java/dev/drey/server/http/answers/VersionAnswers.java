package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Version;
import java.util.List;

/** The versions there were, and the way back to one of them. */
final class VersionAnswers {
  private final Account account;
  private final Commands commands;
  private final Applications applications;

  VersionAnswers(Account account, Commands commands, Applications applications) {
    this.account = account;
    this.commands = commands;
    this.applications = applications;
  }

  JsonNode describe(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    Application application = commands.find(id);
    long number = request.number("ApplicationVersionId").orElseThrow();
    Version version =
        applications
            .version(id, Math.toIntExact(number))
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND,
                        "version "
                            + number
                            + " of application "
                            + id.name()
                            + " does not exist; ListApplicationVersions shows those there are"));
    return JsonNodeFactory.instance
        .objectNode()
        .set("ApplicationVersionDetail", ApplicationDetail.ofVersion(application, version));
  }

  JsonNode list(ObjectNode body) {
    var request = new Members(body);
    ApplicationId id = account.application(request);
    Application application = commands.find(id);
    List<Version> all = applications.versions(id);
    var page =
        Pages.page("ListApplicationVersions", all, it -> Pages.Mark.ofNumber(it.number()), request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("ApplicationVersionSummaries");
    page.items()
        .forEach(
            it ->
                list.addObject()
                    .put("ApplicationVersionId", it.number())
                    .put("ApplicationStatus", ApplicationDetail.status(application, it)));
    page.next().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  JsonNode rollBack(ObjectNode body) {
    var request = new Members(body);
    var updated = commands.rollbacks().toPrevious(account.application(request), request.guard());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("ApplicationDetail", ApplicationDetail.of(updated.application(), updated.version()));
    return answer.put("OperationId", updated.operation().value());
  }
}
