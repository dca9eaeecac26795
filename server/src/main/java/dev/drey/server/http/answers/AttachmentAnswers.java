package dev.drey.server.http.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.AttachmentCommands;
import dev.drey.core.control.Updated;

/** The log stream and the network of an application. */
final class AttachmentAnswers {
  private static final String LOGGING_ID = "CloudWatchLoggingOptionId";
  private static final String VPC_ID = "VpcConfigurationId";

  private final Account account;
  private final AttachmentCommands commands;

  AttachmentAnswers(Account account, AttachmentCommands commands) {
    this.account = account;
    this.commands = commands;
  }

  JsonNode addLoggingOption(ObjectNode body) {
    var request = new Members(body);
    String stream = request.structure("CloudWatchLoggingOption").orElseThrow().text("LogStreamARN");
    return withLoggingOptions(
        commands.addLoggingOption(account.application(request), request.guard(), stream));
  }

  JsonNode deleteLoggingOption(ObjectNode body) {
    var request = new Members(body);
    return withLoggingOptions(
        commands.deleteLoggingOption(
            account.application(request), request.guard(), request.text(LOGGING_ID)));
  }

  JsonNode addVpc(ObjectNode body) {
    var request = new Members(body);
    Members vpc = request.structure("VpcConfiguration").orElseThrow();
    Updated updated =
        commands.addVpc(
            account.application(request),
            request.guard(),
            vpc.texts("SubnetIds"),
            vpc.texts("SecurityGroupIds"));
    var vpcs = updated.version().configuration().vpcs();
    ObjectNode answer = answer(updated);
    answer.set("VpcConfigurationDescription", ApplicationDetail.vpc(vpcs.get(vpcs.size() - 1)));
    return answer;
  }

  JsonNode deleteVpc(ObjectNode body) {
    var request = new Members(body);
    return answer(
        commands.deleteVpc(account.application(request), request.guard(), request.text(VPC_ID)));
  }

  private static ObjectNode withLoggingOptions(Updated updated) {
    ObjectNode answer = answer(updated);
    ApplicationDetail.addLoggingOptions(answer, updated.version().configuration().loggingOptions());
    return answer;
  }

  private static ObjectNode answer(Updated updated) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ApplicationARN", updated.application().id().arn())
        .put("ApplicationVersionId", updated.version().number())
        .put("OperationId", updated.operation().value());
  }
}
