package dev.drey.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Unreadable;
import dev.drey.keeper.tend.Journal;
import dev.drey.keeper.tend.Keeper;
import dev.drey.keeper.tend.LoadCheck;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

@Command(
    name = "keeper",
    description = {
      "Follows the snapshot policies of every application: of a home's server, or of any endpoint,",
      "AWS's included, with the credentials that the AWS CLI would use."
    },
    mixinStandardHelpOptions = true)
final class KeeperCommand implements Callable<Integer> {
  @Option(names = "--endpoint", paramLabel = "URL", description = "instead of a home's server")
  private Optional<URI> endpoint = Optional.empty();

  @Option(names = "--region", paramLabel = "REGION", description = "of that endpoint")
  private Optional<String> region = Optional.empty();

  @Option(names = "--once", description = "does what is due now, and ends")
  private boolean once;

  @Option(names = "--dry-run", description = "only says what would be done now, and ends")
  private boolean dryRun;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "how often to look (default: 60)")
  private int seconds = 60;

  @Option(
      names = "--default",
      paramLabel = "WORD=POLICY",
      description = "for applications that say nothing, such as snapshots='every 6h'")
  private Map<String, String> usual = new TreeMap<>();

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (KinesisAnalyticsV2Client client = client()) {
      var keeper =
          new Keeper(
              client,
              policy(),
              endpoint.isPresent() ? LoadCheck.NONE : this::health,
              this::tell,
              Clock.systemUTC(),
              time -> Thread.sleep(time.toMillis()));
      if (dryRun) {
        keeper.rehearse();
      } else if (once) {
        keeper.round();
      } else {
        forEver(keeper);
      }
      return 0;
    }
  }

  private void forEver(Keeper keeper) throws InterruptedException {
    while (true) {
      try {
        keeper.round();
      } catch (SdkException e) {
        spec.commandLine().getErr().println("drey: " + e.getMessage() + "; trying again");
      }
      Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    }
  }

  private Policy policy() {
    try {
      return Policy.read(usual);
    } catch (Unreadable e) {
      throw new CommandFailed(e.getMessage());
    }
  }

  private KinesisAnalyticsV2Client client() {
    if (endpoint.isEmpty()) {
      return home.server().client();
    }
    var builder =
        KinesisAnalyticsV2Client.builder()
            .endpointOverride(endpoint.get())
            .httpClientBuilder(UrlConnectionHttpClient.builder());
    region.map(Region::of).ifPresent(builder::region);
    return builder.build();
  }

  private Optional<String> health(String application) {
    String seen =
        home.server()
            .ask(
                "DescribeHealth",
                JsonNodeFactory.instance.objectNode().put("ApplicationName", application))
            .path("Seen")
            .asText("HEALTHY");
    return seen.equals("HEALTHY") ? Optional.empty() : Optional.of("it was last seen " + seen);
  }

  private void tell(Journal.Line line) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      ObjectNode one =
          JsonNodeFactory.instance
              .objectNode()
              .put("Time", line.at().getEpochSecond())
              .put("Kind", line.kind().name())
              .put("ApplicationName", line.application());
      line.snapshot().ifPresent(name -> one.put("SnapshotName", name));
      out.println(one.put("Message", line.message()));
    } else {
      out.printf(
          "%s  %-12s %s %s %s%n",
          line.at().truncatedTo(ChronoUnit.SECONDS),
          line.kind(),
          line.application(),
          line.snapshot().orElse(""),
          line.message());
    }
    out.flush();
  }
}
