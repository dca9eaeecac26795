package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "artifacts",
    description = {
      "Deletes kept code that nothing has needed for a day (drey.artifacts.quarantine), and lists"
          + " the rest.",
      "With --state it deletes what lies under the state folders and nothing has needed"
          + " (drey.state.quarantine)."
    },
    mixinStandardHelpOptions = true)
final class Artifacts implements Callable<Integer> {
  private static final int SHOWN = 12;

  @Option(names = "--dry-run", description = "only lists it")
  private boolean dryRun;

  @Option(names = "--state", description = "state instead of code")
  private boolean state;

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode answer =
        home.server()
            .ask(
                state ? "PruneState" : "PruneArtifacts",
                JsonNodeFactory.instance.objectNode().put("DryRun", dryRun));
    if (output.isJson()) {
      out.println(Output.pretty(answer));
      return 0;
    }
    if (state) {
      state(answer, out);
    } else {
      code(answer, out);
    }
    return 0;
  }

  private static void state(JsonNode answer, PrintWriter out) {
    var table = new Table("state", "needed");
    answer.path("State").forEach(item -> table.row(item.path("Path").asText(), told(item)));
    if (table.isEmpty()) {
      out.println("Everything that lies there is needed.");
    } else {
      table.print(out);
    }
  }

  private static void code(JsonNode answer, PrintWriter out) {
    var table = new Table("code", "bytes", "needed");
    answer
        .path("Artifacts")
        .forEach(
            item ->
                table.row(
                    item.path("Sha256").asText().substring(0, SHOWN),
                    item.path("Bytes").asLong(),
                    told(item)));
    if (!table.isEmpty()) {
      table.print(out);
      out.println();
    }
    out.printf(
        "%d bytes kept, %d of them not needed any more, %d deleted.%n",
        answer.path("BytesKept").asLong(),
        answer.path("BytesUnneeded").asLong(),
        answer.path("BytesDeleted").asLong());
  }

  private static String told(JsonNode item) {
    if (item.path("Deleted").asBoolean()) {
      return "no; deleted";
    }
    return item.has("UnneededSince")
        ? "no, since " + Instant.ofEpochSecond(item.path("UnneededSince").asLong())
        : "yes";
  }
}
