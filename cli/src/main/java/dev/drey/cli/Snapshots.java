package dev.drey.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.tend.Review;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

@Command(
    name = "snapshots",
    description = "Lists an application's snapshots, and what its policy means to do with each.",
    mixinStandardHelpOptions = true)
final class Snapshots implements Callable<Integer> {
  @Parameters(paramLabel = "APPLICATION", description = "its name")
  private String application;

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (KinesisAnalyticsV2Client client = home.server().client()) {
      Review review = Review.of(client, application, Policy.NONE, Clock.systemUTC());
      if (output.isJson()) {
        out.println(Output.pretty(json(review)));
      } else {
        print(review, out);
      }
    }
    return 0;
  }

  private static void print(Review review, PrintWriter out) {
    var table = new Table("snapshot", "status", "version", "created", "policy");
    review
        .snapshots()
        .forEach(
            each ->
                table.row(
                    each.snapshot().name(),
                    each.snapshot().state(),
                    each.snapshot().version(),
                    each.snapshot().createdAt(),
                    each.fate()));
    if (table.isEmpty()) {
      out.println("There is no snapshot yet.");
    } else {
      table.print(out);
    }
    out.println();
    out.println(review.outlook());
  }

  private static ObjectNode json(Review review) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("Snapshots");
    review
        .snapshots()
        .forEach(
            each ->
                list.addObject()
                    .put("SnapshotName", each.snapshot().name())
                    .put("SnapshotStatus", each.snapshot().state().name())
                    .put("ApplicationVersionId", each.snapshot().version())
                    .put("SnapshotCreationTimestamp", each.snapshot().createdAt().getEpochSecond())
                    .put("Policy", each.fate()));
    return answer.put("Outlook", review.outlook());
  }
}
