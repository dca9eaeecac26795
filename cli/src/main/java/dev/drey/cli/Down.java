package dev.drey.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "down",
    description =
        "Stops every application with a snapshot, then the server; the next 'drey up' starts them again.",
    mixinStandardHelpOptions = true)
final class Down implements Callable<Integer> {
  private static final Duration WITHDRAWN = Duration.ofSeconds(10);

  @Mixin private Home home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Server server = home.server();
    Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
    out.println("Stopping every application of " + server.home() + " with a snapshot …");
    out.flush();
    askToEnd(server);
    process.ifPresent(handle -> awaitEnd(server, handle));
    out.println("Down.");
    return 0;
  }

  /** One that has nothing to stop may be gone before its answer is. */
  private static void askToEnd(Server server) {
    try {
      server.ask("ShutDown", JsonNodeFactory.instance.objectNode());
    } catch (CommandFailed e) {
      if (isUp(server)) {
        throw e;
      }
    }
  }

  private static boolean isUp(Server server) {
    return Files.exists(server.home().resolve("endpoints.json"));
  }

  /**
   * A server withdraws its endpoints as its last act; what is left of a process that nobody reaps
   * is not waited for.
   */
  private static void awaitEnd(Server server, ProcessHandle process) {
    while (process.isAlive() && isUp(server)) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    process.onExit().completeOnTimeout(process, WITHDRAWN.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
