package dev.drey.server;

import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import dev.drey.server.http.CannotListen;
import dev.drey.server.settings.BadSettings;
import dev.drey.server.settings.Settings;
import dev.drey.server.settings.SettingsReader;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Starts the server. What ends it early is one clear message and a status that is not zero. */
public final class Main {
  /**
   * Whose everyday words are of no use to those who read our log. Held here, or their levels are
   * forgotten.
   */
  private static final List<Logger> LIBRARIES =
      Stream.of(
              "com.zaxxer",
              "io.javalin",
              "org.eclipse.jetty",
              "org.flywaydb",
              "org.gaul",
              "database")
          .map(Logger::getLogger)
          .toList();

  private Main() {}

  public static void main(String... arguments) throws InterruptedException {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
    LIBRARIES.forEach(library -> library.setLevel(Level.WARNING));
    try {
      run(CommandLine.parse(arguments));
    } catch (StartRefused | BadSettings | Refused | Unavailable | CannotListen e) {
      System.err.println("drey: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private static void run(CommandLine asked) throws InterruptedException {
    Settings settings = SettingsReader.read(asked.home(), System.getenv(), asked.settings());
    DreyServer server =
        Assembly.assemble(settings, new Distribution(asked.distribution()), Clock.systemUTC());
    var atExit = new Thread(server::close, "exit");
    Runtime.getRuntime().addShutdownHook(atExit);
    if (asked.toStop()) {
      server.startToStop();
    } else {
      server.start();
    }
    server.awaitShutDown();
  }
}
