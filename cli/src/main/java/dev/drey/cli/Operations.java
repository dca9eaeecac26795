package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfo;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.OperationStatus;

@Command(
    name = "operations",
    description = "Shows what was done to an application, or how one operation went.",
    mixinStandardHelpOptions = true)
final class Operations implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Mixin private Home home;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "APPLICATION", description = "Its name.")
  private String application;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OPERATION",
      description = "The id of one of them.")
  private Optional<String> operation;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Server server = home.server();
    if (operation.isPresent()) {
      showOne(server, operation.get(), out);
    } else {
      showAll(server, out);
    }
    return 0;
  }

  private void showAll(Server server, PrintWriter out) {
    try (KinesisAnalyticsV2Client client = server.client()) {
      client
          .listApplicationOperationsPaginator(request -> request.applicationName(application))
          .stream()
          .flatMap(page -> page.applicationOperationInfoList().stream())
          .forEach(each -> out.println(line(each)));
    }
  }

  private static String line(ApplicationOperationInfo each) {
    String took =
        each.operationStatus() == OperationStatus.IN_PROGRESS
            ? ""
            : Duration.between(each.startTime(), each.endTime()).toSeconds() + " s";
    return "%s  %s  %-22s %-11s %s"
        .formatted(
            TIME.format(each.startTime()),
            each.operationId(),
            each.operation(),
            each.operationStatusAsString(),
            took);
  }

  private void showOne(Server server, String id, PrintWriter out) {
    JsonNode went =
        server.ask(
            "DescribeOperationTimeline",
            JsonNodeFactory.instance
                .objectNode()
                .put("ApplicationName", application)
                .put("OperationId", id));
    out.printf(
        "%s  %s  %s%n",
        went.path("Operation").asText(),
        went.path("OperationStatus").asText(),
        TIME.format(time(went.path("StartTime"))));
    for (JsonNode phase : went.path("Phases")) {
      out.printf(
          Locale.ROOT,
          "  %-18s %8.2f s%n",
          phase.path("Phase").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
          phase.path("Milliseconds").asLong() / 1000.0);
    }
    for (JsonNode difference : went.path("Differences")) {
      out.printf(
          "  %s: %s -> %s%n",
          difference.path("Member").asText(),
          difference.path("Before").asText("(none)"),
          difference.path("After").asText("(none)"));
    }
    showFailure(went.path("Failure"), out);
  }

  private static Instant time(JsonNode seconds) {
    return Instant.ofEpochMilli(Math.round(seconds.asDouble() * 1000));
  }

  private static void showFailure(JsonNode failure, PrintWriter out) {
    if (failure.has("Cause")) {
      out.println("cause: " + failure.path("Cause").asText());
    }
    if (failure.has("RollbackOperationId")) {
      out.println("rolled back by: " + failure.path("RollbackOperationId").asText());
    }
    if (failure.has("Trace")) {
      out.println();
      out.println(failure.path("Trace").asText());
    }
  }
}
