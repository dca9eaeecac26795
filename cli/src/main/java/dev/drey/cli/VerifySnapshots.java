package dev.drey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.keeper.policy.Share.Depth;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Reads a snapshot to its end: every file is there with its length, every block of RocksDB's"
          + " files has its checksum,",
      "and the version that wrote it loads what wrote its values. Exit status 1 if one is not"
          + " proven good, or was not restored although that was asked for.",
      "With --restore all of it is then restored, by that version's code, in a scratch cluster"
          + " whose sources and sinks are cut off."
    },
    mixinStandardHelpOptions = true)
final class VerifySnapshots implements Callable<Integer> {
  private static final long LOOK_MILLIS = 500;

  @Parameters(index = "0", paramLabel = "APPLICATION", description = "its name")
  private String application;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SNAPSHOT",
      description = "its name (default: the newest that can be used)")
  private Optional<String> snapshot = Optional.empty();

  @Option(names = "--all", description = "all that can be used, one after another")
  private boolean all;

  @Option(
      names = "--restore",
      description =
          "restores it whole where nothing sees it; takes as much room as the application")
  private boolean restore;

  @Option(names = "--dry-run", description = "only says which")
  private boolean dryRun;

  @ParentCommand private Snapshots snapshots;
  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Server server = home.or(snapshots.home()).server();
    List<String> names = names(server);
    var verifier = new AskedVerifier(server);
    boolean good = true;
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    for (String name : names) {
      if (!dryRun) {
        verifier.ask(application, name, restore ? Depth.RESTORED : Depth.READ);
      }
      Proven proven = dryRun ? Proven.of(described(server), name) : result(server, name);
      good &= dryRun || isAsWanted(proven);
      answer.addObject().put("SnapshotName", name).set("Verification", proven.verification());
      tell(name, proven);
    }
    if (output.isJson()) {
      spec.commandLine().getOut().println(Output.pretty(answer));
    }
    return good ? 0 : 1;
  }

  private boolean isAsWanted(Proven proven) {
    return proven.isGood() && !(restore && proven.verification().has("NotTried"));
  }

  private void tell(String name, Proven proven) {
    if (output.isJson()) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    JsonNode read = proven.verification();
    out.printf(
        "%s  %s%s%n",
        name,
        dryRun ? "would be verified; " + proven.told() : proven.told(),
        proven.isGood()
            ? " (%d files, %d bytes)"
                .formatted(read.path("Files").asLong(), read.path("Bytes").asLong())
            : "");
    if (read.has("Restored")) {
      List<String> cutOff = new ArrayList<>();
      read.at("/Restored/CutOff").forEach(operator -> cutOff.add(operator.asText()));
      out.printf(
          "restored by %d subtasks, cut off: %s%n",
          read.at("/Restored/Subtasks").asInt(), String.join(", ", cutOff));
    }
    if (read.has("NotTried")) {
      out.println("not tried: " + read.path("NotTried").asText());
    }
    out.flush();
  }

  private List<String> names(Server server) {
    if (snapshot.isPresent()) {
      return List.of(snapshot.get());
    }
    List<String> usable = new ArrayList<>();
    for (JsonNode each : described(server).path("Snapshots")) {
      if (each.path("Usable").asBoolean()) {
        usable.add(each.path("SnapshotName").asText());
      }
    }
    if (usable.isEmpty()) {
      throw new CommandFailed(application + " has no snapshot that can be used.");
    }
    return all ? usable : usable.subList(0, 1);
  }

  private Proven result(Server server, String name) throws InterruptedException {
    while (true) {
      Proven proven = Proven.of(described(server), name);
      if (!proven.isUnderWay()) {
        return proven;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private JsonNode described(Server server) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("ApplicationName", application);
    return server.ask("DescribeSnapshots", request);
  }
}
