package dev.drey.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drey.keeper.artifacts.BucketPruning;
import dev.drey.keeper.policy.Policy;
import dev.drey.keeper.policy.Unreadable;
import dev.drey.keeper.tend.Journal;
import dev.drey.keeper.tend.Keeper;
import dev.drey.keeper.tend.LoadCheck;
import dev.drey.keeper.tend.Verifier;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import software.amazon.awssdk.services.s3.S3Client;

@Command(
    name = "keeper",
    description = {
      "Follows the snapshot policies of every application: of a home's server, or of any endpoint,",
      "AWS's included, with the credentials that the AWS CLI would use."
    },
    mixinStandardHelpOptions = true)
final class KeeperCommand implements Callable<Integer> {
  private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);

  @Option(names = "--endpoint", paramLabel = "URL", description = "instead of a home's server")
  private Optional<URI> endpoint = Optional.empty();

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "where that endpoint's code lies (default: AWS's S3)")
  private Optional<URI> objects = Optional.empty();

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
      description = {
        "for applications that say nothing, such as snapshots='every 6h'",
        "(default: what a home's server says, drey.keeper.…)"
      })
  private Map<String, String> usual = new TreeMap<>();

  @Mixin private Home home;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (KinesisAnalyticsV2Client client = client();
        S3Client buckets = buckets()) {
      var keeper =
          new Keeper(
              client,
              policy(),
              endpoint.isPresent() ? LoadCheck.NONE : new AskedPolicies(home.server()),
              endpoint.isPresent() ? Verifier.NONE : new AskedVerifier(home.server()),
              this::tell,
              Clock.systemUTC(),
              time -> Thread.sleep(time.toMillis()));
      var code = new BucketPruning(client, buckets, this::tell, Clock.systemUTC());
      if (dryRun) {
        keeper.rehearse();
        code.rehearse();
      } else if (once) {
        keeper.round();
        code.round();
      } else {
        forEver(keeper, code);
      }
      return 0;
    }
  }

  private void forEver(Keeper keeper, BucketPruning code) throws InterruptedException {
    Instant pruned = Instant.EPOCH;
    while (true) {
      try {
        keeper.round();
        if (pruned.plus(BETWEEN_PRUNINGS).isBefore(Instant.now())) {
          code.round();
          pruned = Instant.now();
        }
      } catch (SdkException | CommandFailed e) { // a server that is not there may come back
        spec.commandLine().getErr().println("drey: " + e.getMessage() + "; trying again");
      }
      Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    }
  }

  private Policy policy() {
    Map<String, String> said = new TreeMap<>();
    if (endpoint.isEmpty()) {
      said.putAll(new AskedPolicies(home.server()).usual());
    }
    said.putAll(usual);
    try {
      return Policy.read(said);
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

  private S3Client buckets() {
    if (endpoint.isEmpty()) {
      return home.server().objects();
    }
    var builder = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    objects.ifPresent(at -> builder.endpointOverride(at).forcePathStyle(true));
    region.map(Region::of).ifPresent(builder::region);
    return builder.build();
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
