package dev.drey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.core.control.Commands;
import dev.drey.core.control.Guard;
import dev.drey.core.control.Reconciler;
import dev.drey.core.health.Explanation;
import dev.drey.core.health.Finding;
import dev.drey.core.health.HealthWatch;
import dev.drey.core.lifecycle.Application;
import dev.drey.core.lifecycle.Ready;
import dev.drey.core.model.ApplicationId;
import dev.drey.core.model.ApplicationName;
import dev.drey.core.model.RestoreType;
import dev.drey.core.model.RunConfiguration;
import dev.drey.core.model.SnapshotName;
import dev.drey.server.http.Answer;
import dev.drey.server.http.answers.Account;
import dev.drey.server.http.answers.TimelineAnswers;
import dev.drey.server.wire.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What AWS has no word for. */
final class DreyAnswers {
  private final Account account;
  private final Account home;
  private final Commands commands;
  private final Reconciler reconciler;
  private final TimelineAnswers timelines;
  private final HealthWatch health;
  private final Ending ending;

  DreyAnswers(
      Account account,
      Account home,
      Commands commands,
      Reconciler reconciler,
      TimelineAnswers timelines,
      HealthWatch health,
      Ending ending) {
    this.account = account;
    this.home = home;
    this.commands = commands;
    this.reconciler = reconciler;
    this.timelines = timelines;
    this.health = health;
    this.ending = ending;
  }

  Map<String, Answer> all() {
    return Map.of(
        "DescribeHealth",
        this::describeHealth,
        "ExplainHealth",
        this::explainHealth,
        "DescribeOperationTimeline",
        timelines::describe,
        "RollbackApplicationTo",
        this::rollBackTo,
        "ShutDown",
        this::shutDown);
  }

  private JsonNode rollBackTo(ObjectNode request) {
    OptionalLong current =
        request.has("CurrentApplicationVersionId")
            ? OptionalLong.of(request.get("CurrentApplicationVersionId").longValue())
            : OptionalLong.empty();
    Optional<SnapshotName> snapshot =
        Optional.ofNullable(request.get("SnapshotName"))
            .map(JsonNode::textValue)
            .map(SnapshotName::new);
    var updated =
        commands
            .rollbacks()
            .to(
                id(request),
                new Guard(
                    current,
                    Optional.ofNullable(request.get("ConditionalToken")).map(JsonNode::textValue)),
                request.required("ApplicationVersionId").intValue(),
                new RunConfiguration(
                    snapshot.isPresent() ? RestoreType.CUSTOM : RestoreType.LATEST,
                    snapshot,
                    request.path("AllowNonRestoredState").booleanValue()));
    return JsonNodeFactory.instance
        .objectNode()
        .put("ApplicationARN", updated.application().id().arn())
        .put("ApplicationVersionId", updated.version().number())
        .put("OperationId", updated.operation().value());
  }

  private ApplicationId id(ObjectNode request) {
    var name = new ApplicationName(request.required("ApplicationName").asText());
    return new ApplicationId(account.region(), account.id(), name);
  }

  private JsonNode describeHealth(ObjectNode request) {
    Application application = commands.find(id(request));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("Status", application.status().name());
    reconciler
        .lastSeen(application.id())
        .ifPresent(
            seen -> {
              answer.put("Seen", seen.condition().name());
              seen.cause().ifPresent(cause -> answer.put("Cause", cause));
            });
    if (application.phase().launch().isPresent() && !answer.has("Cause")) {
      reconciler
          .lastFailure(application.id())
          .ifPresent(
              failure ->
                  answer
                      .putObject("LastFailure")
                      .put("Cause", failure.cause())
                      .put("At", failure.at().getEpochSecond()));
    }
    if (application.phase() instanceof Ready ready) {
      ready.note().ifPresent(note -> answer.put("Note", note));
    }
    if (application.phase().launch().isPresent()) {
      answer.put("Dashboard", "/flink/" + application.id().name() + "/");
    }
    return answer;
  }

  private JsonNode explainHealth(ObjectNode request) {
    Explanation why = health.explain(commands.find(id(request)));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("Health", why.verdict().name()).put("Sentence", why.sentence());
    ArrayNode findings = answer.putArray("Findings");
    for (Finding finding : why.findings()) {
      findings
          .addObject()
          .put("Finding", finding.ailment().name())
          .put("Says", finding.says())
          .put("NextStep", finding.ailment().nextStep());
    }
    return answer;
  }

  /** Every account's applications end with the server, so only its own account may ask. */
  private JsonNode shutDown(ObjectNode request) {
    if (!account.equals(home)) {
      throw Fault.of(
          "AccessDeniedException",
          "the server may be ended by the admins of account " + home.id() + " alone");
    }
    ending.wish();
    return JsonNodeFactory.instance.objectNode();
  }
}
