package dev.drey.server.http.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Commands;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import java.util.Map;

/**
 * What a keeper beside this server cannot know by AWS's API: what holds where an application says
 * nothing, and whether one has too much to do to be saved.
 */
public final class PolicyAnswers {
  private final Account account;
  private final Commands commands;
  private final OwnAnswers.Policies policies;

  public PolicyAnswers(Account account, Commands commands, OwnAnswers.Policies policies) {
    this.account = account;
    this.commands = commands;
    this.policies = policies;
  }

  public Map<String, Answer> all() {
    return Map.of(
        "DescribeUsualPolicy", this::describe, "DescribeReasonToWait", this::reasonToWait);
  }

  private JsonNode describe(ObjectNode request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode policy = answer.putObject("Policy");
    policies.usual().forEach(policy::put);
    return answer;
  }

  private JsonNode reasonToWait(ObjectNode request) {
    var name = new ApplicationName(request.required("ApplicationName").asText());
    var id = new ApplicationId(account.region(), account.id(), name);
    commands.find(id);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    policies.load().apply(id).ifPresent(why -> answer.put("Reason", why));
    return answer;
  }
}
