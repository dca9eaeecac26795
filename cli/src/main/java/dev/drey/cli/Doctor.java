package dev.drey.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drey.cli.doctor.Finding;
import dev.drey.cli.doctor.Finding.Verdict;
import dev.drey.cli.doctor.Machine;
import dev.drey.cli.doctor.Surroundings;
import dev.drey.core.capacity.Sizes;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationStatus;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;

@Command(
    name = "doctor",
    description = {
      "Looks whether this machine has what Drey needs, and how the server of the home is, and says what to do.",
      "Ends with 1 where something does not work."
    },
    mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
  private static final int USUAL_PORT = 4747;

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Finding> findings = findings(home.path());
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      for (Finding each : findings) {
        all.addObject()
            .put("Verdict", each.verdict().name())
            .put("About", each.about())
            .put("Found", each.found())
            .put("Advice", each.advice());
      }
      out.println(Output.pretty(all));
    } else {
      findings.forEach(each -> show(each, out));
    }
    return findings.stream().anyMatch(each -> each.verdict() == Verdict.FAILURE) ? 1 : 0;
  }

  private static void show(Finding finding, PrintWriter out) {
    out.printf(
        "%-8s %-11s %s%n",
        finding.verdict().name().toLowerCase(Locale.ROOT), finding.about(), finding.found());
    if (!finding.advice().isEmpty()) {
      out.printf("%-20s %s%n", "", "-> " + finding.advice());
    }
  }

  private static List<Finding> findings(Path home) {
    var machine = new Machine(Path.of("/"));
    var surroundings = new Surroundings(machine);
    boolean serves = Files.exists(home.resolve("endpoints.json"));
    List<Finding> findings = new ArrayList<>();
    findings.add(Surroundings.java(Runtime.version().feature(), System.getProperty("java.home")));
    if (!serves) { // what runs has its memory and its port already
      findings.add(machine.memory(Sizes.LAPTOP));
      findings.add(Surroundings.port(USUAL_PORT));
    }
    findings.add(surroundings.disk(home));
    findings.add(machine.files());
    findings.add(machine.processes());
    findings.add(Surroundings.tools(System.getenv().getOrDefault("PATH", "")));
    findings.add(surroundings.namespaces());
    findings.add(serves ? server(home) : Finding.ok("server", "none runs for " + home));
    return findings;
  }

  private static Finding server(Path home) {
    try {
      Server server = Server.of(home);
      Instant asked = Instant.now();
      try (KinesisAnalyticsV2Client client = server.client()) {
        List<ApplicationSummary> all =
            client.listApplicationsPaginator(request -> {}).applicationSummaries().stream()
                .toList();
        long running =
            all.stream()
                .filter(each -> each.applicationStatus() == ApplicationStatus.RUNNING)
                .count();
        return Finding.ok(
            "server",
            "answers at %s within %d ms; %d of %d applications RUNNING"
                .formatted(
                    server.api(),
                    Duration.between(asked, Instant.now()).toMillis(),
                    running,
                    all.size()));
      }
    } catch (CommandFailed | SdkException e) {
      return Finding.failure(
          "server",
          "endpoints.json is there and nobody answers: "
              + e.getMessage().lines().findFirst().orElse(""),
          "look into "
              + home.resolve("server.log")
              + ", then start it again: drey up --home "
              + home
              + " --detach; applications run on meanwhile");
    }
  }
}
