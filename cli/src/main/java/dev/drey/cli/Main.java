package dev.drey.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import software.amazon.awssdk.core.exception.SdkException;

/** The command line. {@code up} and {@code demo} are the script's: they start other programs. */
@Command(
    name = "drey",
    mixinStandardHelpOptions = true,
    version = "Drey 0.1.0",
    description = "A managed Apache Flink service that a team owns.",
    footer = {
      "",
      "And these, which start something:",
      "  up     Starts a server: [--home DIR] [--port N] [--auth none] [--detach]",
      "         [--set KEY=VALUE]…",
      "  demo   Shows all of it on a day of visits, or on access logs: [ACCESS_LOG…] [--keep]",
      "         [--report FILE] [--sessions FILE]; --python: an application in Python",
      "  runtime install python   Makes the environment that applications in Python run in,",
      "         once for all servers of this user: [--runtime NAME] [--into DIR]",
      "         [--python INTERPRETER]",
    },
    subcommands = {
      Status.class,
      Dashboard.class,
      Operations.class,
      Logs.class,
      Doctor.class,
      Down.class,
      Plan.class,
      Config.class,
      Snapshots.class,
      KeeperCommand.class,
      Artifacts.class,
      Export.class,
      Import.class,
      Rehearse.class,
      HelpCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    Logger.getLogger("").setLevel(Level.WARNING);
    CommandLine commands =
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (failure instanceof CommandFailed || failure instanceof SdkException) {
                    command.getErr().println("drey: " + failure.getMessage());
                    return 1;
                  }
                  throw failure;
                });
    String[] asked =
        arguments.length > 0 && arguments[0].equals("version")
            ? new String[] {"--version"}
            : arguments;
    System.exit(commands.execute(asked));
  }
}
