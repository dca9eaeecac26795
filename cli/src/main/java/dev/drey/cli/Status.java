package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfo;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationFailureDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;

@Command(
    name = "status",
    description = "Shows every application: how it is, and why if it is not well.",
    mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Mixin private Home home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Server server = home.server();
    try (KinesisAnalyticsV2Client client = server.client()) {
      out.println("Drey at " + server.api() + ", home " + server.home());
      boolean any = false;
      for (ApplicationSummary each :
          client.listApplicationsPaginator(request -> {}).applicationSummaries()) {
        any = true;
        show(server, client, each, out);
      }
      if (!any) {
        out.println("There is no application yet.");
      }
    }
    return 0;
  }

  private static void show(
      Server server, KinesisAnalyticsV2Client client, ApplicationSummary each, PrintWriter out) {
    String name = each.applicationName();
    JsonNode health =
        server.ask(
            "DescribeHealth", JsonNodeFactory.instance.objectNode().put("ApplicationName", name));
    out.printf(
        "%n%s  %s  version %d  %s%n",
        name,
        each.applicationStatusAsString(),
        each.applicationVersionId(),
        each.runtimeEnvironmentAsString());
    JsonNode why =
        server.ask(
            "ExplainHealth", JsonNodeFactory.instance.objectNode().put("ApplicationName", name));
    var facts = new Facts(out);
    facts.tell("how", why.path("Sentence").asText(""));
    why.path("Findings").forEach(found -> facts.tell("do", found.path("NextStep").asText("")));
    facts.tell("seen", health.path("Seen").asText(""));
    facts.tell("cause", health.path("Cause").asText(""));
    Optional<ApplicationOperationInfo> newest = newestOperation(client, name);
    facts.tell("restarted", before(health.path("LastFailure"), newest));
    facts.tell("note", health.path("Note").asText(""));
    if (health.has("Dashboard")) {
      facts.tell("dashboard", "drey dashboard " + name + " prints a link to it");
    }
    client.listApplicationSnapshotsPaginator(request -> request.applicationName(name)).stream()
        .flatMap(page -> page.snapshotSummaries().stream())
        .findFirst()
        .ifPresent(
            snapshot ->
                facts.tell(
                    "snapshot",
                    snapshot.snapshotName()
                        + "  "
                        + snapshot.snapshotStatusAsString()
                        + "  "
                        + TIME.format(snapshot.snapshotCreationTimestamp())));
    newest
        .filter(operation -> operation.operationStatus() == OperationStatus.FAILED)
        .ifPresent(
            operation ->
                facts.tell(
                    "failed", operation.operation() + ": " + cause(client, name, operation)));
  }

  /** Of one that has come up again since its newest operation, what it failed with. */
  private static String before(JsonNode failure, Optional<ApplicationOperationInfo> newest) {
    Instant at = Instant.ofEpochSecond(failure.path("At").asLong());
    return failure.isMissingNode()
            || newest.filter(each -> at.isBefore(each.startTime())).isPresent()
        ? ""
        : TIME.format(at) + "  " + failure.path("Cause").asText();
  }

  private static Optional<ApplicationOperationInfo> newestOperation(
      KinesisAnalyticsV2Client client, String name) {
    return client
        .listApplicationOperations(request -> request.applicationName(name).limit(1))
        .applicationOperationInfoList()
        .stream()
        .findFirst();
  }

  private static String cause(
      KinesisAnalyticsV2Client client, String name, ApplicationOperationInfo operation) {
    OperationFailureDetails details =
        client
            .describeApplicationOperation(
                request -> request.applicationName(name).operationId(operation.operationId()))
            .applicationOperationInfoDetails()
            .operationFailureDetails();
    return details == null || details.errorInfo() == null
        ? "no cause is known"
        : details.errorInfo().errorString();
  }
}
