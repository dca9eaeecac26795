package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.keeper.policy.Policy.Said;
import dev.drey.keeper.tend.Review;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

@Command(
    name = "snapshots",
    description = {
      "Lists an application's snapshots, what its policy means to do with each,",
      "and what reading them to their end has shown."
    },
    subcommands = VerifySnapshots.class,
    mixinStandardHelpOptions = true)
final class Snapshots implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "APPLICATION", description = "its name")
  private Optional<String> named = Optional.empty();

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String application =
        named.orElseThrow(() -> new ParameterException(spec.commandLine(), "Which application's?"));
    PrintWriter out = spec.commandLine().getOut();
    Server server = home.server();
    try (KinesisAnalyticsV2Client client = server.client()) {
      var policies = new AskedPolicies(server);
      Review review =
          Review.of(
              client,
              application,
              new Review.Sources(policies.usual(), policies, new AskedVerifier(server)),
              Clock.systemUTC());
      JsonNode proofs =
          server.ask(
              "DescribeSnapshots",
              JsonNodeFactory.instance.objectNode().put("ApplicationName", application));
      if (output.isJson()) {
        out.println(Output.pretty(json(review, proofs)));
      } else {
        print(review, proofs, out);
      }
    }
    return 0;
  }

  Home home() {
    return home;
  }

  private static void print(Review review, JsonNode proofs, PrintWriter out) {
    var table = new Table("snapshot", "status", "version", "created", "policy", "verified");
    review
        .snapshots()
        .forEach(
            each ->
                table.row(
                    each.snapshot().name(),
                    each.snapshot().state(),
                    each.snapshot().version(),
                    each.snapshot().createdAt(),
                    each.fate(),
                    Proven.of(proofs, each.snapshot().name()).told()));
    if (table.isEmpty()) {
      out.println("There is no snapshot yet.");
    } else {
      table.print(out);
    }
    out.println();
    if (!review.policy().isEmpty()) {
      out.println(
          review.policy().stream().map(Snapshots::told).collect(Collectors.joining("; ")) + ".");
    }
    out.println(review.outlook());
    out.println(
        proofs.has("LastProvenGood")
            ? "Last proven good: " + proofs.path("LastProvenGood").asText() + "."
            : "None is proven good; 'drey snapshots verify' reads one to its end.");
  }

  private static String told(Said said) {
    String by =
        switch (said.by()) {
          case SERVER -> "the server's settings";
          case TAG -> "a tag";
          case PROPERTY_GROUP -> "drey.policies";
        };
    return "%s = %s (%s)".formatted(said.word(), said.text().strip(), by);
  }

  private static ObjectNode json(Review review, JsonNode proofs) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("Snapshots");
    review
        .snapshots()
        .forEach(
            each ->
                list.addObject()
                    .<ObjectNode>set(
                        "Verification", Proven.of(proofs, each.snapshot().name()).verification())
                    .put("SnapshotName", each.snapshot().name())
                    .put("SnapshotStatus", each.snapshot().state().name())
                    .put("ApplicationVersionId", each.snapshot().version())
                    .put("SnapshotCreationTimestamp", each.snapshot().createdAt().getEpochSecond())
                    .put("Policy", each.fate()));
    ArrayNode policy = answer.putArray("Policy");
    review
        .policy()
        .forEach(
            said ->
                policy
                    .addObject()
                    .put("Word", said.word())
                    .put("Value", said.text())
                    .put("SetBy", said.by().name()));
    if (proofs.has("LastProvenGood")) {
      answer.set("LastProvenGood", proofs.get("LastProvenGood"));
    }
    return answer.put("Outlook", review.outlook());
  }
}
