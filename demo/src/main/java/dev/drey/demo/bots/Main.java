package dev.drey.demo.bots;

import dev.drey.demo.DemoFailure;
import dev.drey.demo.Endpoints;
import dev.drey.demo.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The command {@code drey demo --python}, on a server that is up. */
@Command(
    name = "drey demo --python",
    mixinStandardHelpOptions = true,
    description =
        "Sends interactions by Kafka and Kinesis through an application in Python, and looks each"
            + " of them up in the files it writes.",
    sortOptions = false)
public final class Main implements Callable<Integer> {
  @Option(names = "--keep", description = "leave the application, Kafka and Kinesis running")
  private boolean keep;

  @Option(
      names = "--interactions",
      paramLabel = "N",
      defaultValue = "20000",
      description = "how many there are (default: ${DEFAULT-VALUE})")
  private int interactions;

  @Option(
      names = "--endpoints",
      paramLabel = "FILE",
      required = true,
      description = "endpoints.json of the running server")
  private Path endpoints;

  @Option(
      names = "--zip",
      paramLabel = "FILE",
      required = true,
      description = "the application bot-tagging in Python, packaged")
  private Path zip;

  @Option(
      names = "--kinesis",
      paramLabel = "FOLDER",
      required = true,
      description = "where kinesis-local is installed")
  private Path kinesis;

  private Main() {}

  /**
   * Exits with 0 when every interaction is accounted for, else with 1, or 2 for a wrong command.
   */
  public static void main(String[] arguments) {
    System.exit(dev.drey.demo.Main.run(new Main(), arguments));
  }

  @Override
  public Integer call() {
    if (interactions < 2) {
      throw new DemoFailure("there are two ways in: --interactions has to be 2 or more");
    }
    if (!Files.isReadable(zip)) {
      throw new DemoFailure("no application at " + zip);
    }
    Endpoints server = Endpoints.read(endpoints);
    Path home = endpoints.toAbsolutePath().getParent();
    System.out.println("Starting Kafka and Kinesis …");
    try (var topics = KafkaServer.start(home.resolve("kafka"));
        var stream = KinesisServer.start(kinesis, home.resolve("kinesis"))) {
      var demo = new BotsDemo(server, zip, interactions, System.out);
      if (keep) {
        demo.runAndKeep(topics, stream);
      } else {
        demo.run(topics, stream);
      }
    } catch (SdkClientException e) {
      throw server.silent(e);
    }
    return 0;
  }
}
