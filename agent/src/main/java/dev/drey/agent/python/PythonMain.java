package dev.drey.agent.python;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.client.program.ProgramAbortException;

/**
 * Runs a program in Python as Flink does, and throws what it said when it failed: Flink itself
 * tells the exit code alone. Arguments: {@code script FILE} or {@code module NAME}. They are not
 * those of Flink's driver, for Flink would take the program for one it has to run itself.
 */
public final class PythonMain {
  private static final String DRIVER = "org.apache.flink.client.python.PythonDriver";

  private PythonMain() {}

  public static void main(String[] arguments) throws Throwable {
    String[] driven = {arguments[0].equals("script") ? "-py" : "-pym", arguments[1]};
    PrintStream before = System.out;
    var words = new LastWords(before);
    System.setOut(new PrintStream(words, true, StandardCharsets.UTF_8));
    try {
      Class.forName(DRIVER).getMethod("main", String[].class).invoke(null, (Object) driven);
    } catch (InvocationTargetException e) {
      throw failure(arguments[1], words, e.getCause());
    } finally {
      System.setOut(before);
    }
  }

  private static Throwable failure(String entry, LastWords words, Throwable thrown) {
    if (thrown instanceof Error && !(thrown instanceof ProgramAbortException)) {
      return thrown;
    }
    String name = entry.substring(entry.lastIndexOf('/') + 1);
    var failed = new PythonFailed(name + " failed: " + words.told());
    failed.addSuppressed(thrown);
    return failed;
  }
}
