package dev.drey.demo;

import dev.drey.demo.Demo.Outcome;
import dev.drey.demo.truth.GeneratedDay;
import dev.drey.demo.truth.SessionRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The command {@code drey demo}, on a server that is up. */
@Command(
    name = "drey demo",
    mixinStandardHelpOptions = true,
    description =
        "Replays access logs, or a generated day of visits, through a running application.",
    sortOptions = false)
public final class Main implements Callable<Integer> {
  @Parameters(paramLabel = "ACCESS_LOG", description = "logs in combined format, plain or .gz")
  private List<Path> logs = List.of();

  @Option(names = "--keep", description = "leave the application and Kafka running")
  private boolean keep;

  @Option(names = "--report", paramLabel = "FILE", description = "write the result as JSON")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--sessions",
      paramLabel = "FILE",
      description = "write every session, one JSON line each, sorted")
  private Optional<Path> sessions = Optional.empty();

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "lines of the generated day (default: ${DEFAULT-VALUE})")
  private int lines;

  @Option(
      names = "--endpoints",
      paramLabel = "FILE",
      required = true,
      description = "endpoints.json of the running server")
  private Path endpoints;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      required = true,
      description = "the sessionize application")
  private Path jar;

  private Main() {}

  /** Exits with 0 when every line is accounted for, else with 1, or 2 for a wrong command line. */
  public static void main(String[] arguments) {
    System.exit(run(new Main(), arguments));
  }

  /** Runs a command of the demo's, and tells a person what went wrong with it. */
  public static int run(Callable<Integer> command, String... arguments) {
    // The clients' own words go nowhere: what matters of them is told once, by us.
    Logger.getLogger("").setLevel(Level.OFF);
    return new CommandLine(command)
        .setExecutionExceptionHandler((failure, line, parsed) -> tell(failure, line.getErr()))
        .execute(arguments);
  }

  @Override
  public Integer call() {
    Log log = logs.isEmpty() ? Log.of(GeneratedDay.ofLines(lines)) : Log.of(logs);
    if (!Files.isReadable(jar)) {
      throw new DemoFailure("no application jar at " + jar);
    }
    report.ifPresent(Main::requireFolder);
    sessions.ifPresent(Main::requireFolder);
    Endpoints server = Endpoints.read(endpoints);
    Path home = endpoints.toAbsolutePath().getParent();
    System.out.println("Starting Kafka …");
    try (var kafka = KafkaServer.start(home.resolve("kafka"))) {
      var demo = new Demo(server, jar, log, View.choose(), System.out);
      Outcome outcome = keep ? demo.runAndKeep(kafka) : demo.run(kafka);
      report.ifPresent(outcome.report()::writeTo);
      sessions.ifPresent(file -> write(outcome.results().sessions(), file));
    } catch (SdkClientException e) {
      throw server.silent(e);
    }
    return 0;
  }

  /** Asked before anything runs: not to find out after minutes. */
  private static void requireFolder(Path file) {
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new DemoFailure("no folder for " + file);
    }
  }

  private static void write(List<SessionRow> sessions, Path file) {
    try {
      Files.write(file, sessions.stream().map(SessionRow::toJson).toList());
    } catch (IOException e) {
      throw new DemoFailure("cannot write the sessions to " + file + ": " + e.getMessage(), e);
    }
  }

  private static int tell(Exception failure, PrintWriter err) {
    if (failure instanceof DemoFailure || failure instanceof SdkException) {
      err.println("drey demo: " + failure.getMessage());
      return 1;
    }
    err.println("drey demo: this should not happen");
    failure.printStackTrace(err);
    return 1;
  }
}
