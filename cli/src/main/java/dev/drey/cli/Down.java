package dev.drey.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
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
  @Mixin private Home home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Server server = home.server();
    Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
    out.println("Stopping every application of " + server.home() + " with a snapshot …");
    out.flush();
    server.ask("ShutDown", JsonNodeFactory.instance.objectNode());
    process.ifPresent(handle -> handle.onExit().join());
    out.println("Down.");
    return 0;
  }
}
