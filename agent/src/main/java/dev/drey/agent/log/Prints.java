package dev.drey.agent.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;

/** Lets what is printed be logged, line by line, by loggers named stdout and stderr. */
public final class Prints {
  private Prints() {}

  /** From now on; what the JVM itself prints is not of System's and goes where it went. */
  public static void toLog() {
    PrintStream out = logged("stdout", Level.INFO, System.out);
    PrintStream err = logged("stderr", Level.WARN, System.err); // Log4j is up, with the true one
    System.setOut(out);
    System.setErr(err);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(out, err), "last-prints"));
  }

  private static PrintStream logged(String logger, Level level, PrintStream before) {
    var lines = new PrintedLines(LogManager.getLogger(logger), level, before);
    return new PrintStream(lines, true, StandardCharsets.UTF_8);
  }

  /** A last line that nobody has ended. */
  private static void end(PrintStream... streams) {
    for (PrintStream stream : streams) {
      stream.close();
    }
  }
}
