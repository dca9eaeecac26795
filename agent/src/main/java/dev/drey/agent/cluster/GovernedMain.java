package dev.drey.agent.cluster;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs the application's main() in an {@link ApplicationEnvironment}. Flink makes the environment
 * just before it calls main(), so this is what it is given to call. Arguments: the class whose
 * main() is meant, and what that is given.
 */
public final class GovernedMain {
  private GovernedMain() {}

  public static void main(String[] arguments) throws Throwable {
    var main =
        Class.forName(arguments[0], true, Thread.currentThread().getContextClassLoader())
            .getMethod("main", String[].class);
    ApplicationEnvironment.govern();
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause(); // what main() threw, as if Flink had called it
    } finally {
      ApplicationEnvironment.ungoverned();
    }
  }
}
