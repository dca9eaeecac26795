package dev.drey.agent.check;

import java.io.IOException;

/** When a JVM that runs code of users' comes to its end. */
public final class Lifetime {
  private static final long GRACE_MILLIS = 2_000;

  private Lifetime() {}

  /**
   * From now on it ends when its standard input does, so that it does not outlive whoever asked.
   */
  public static void ofInput() {
    daemon(
        "end-with-input",
        () -> {
          try {
            while (System.in.read() >= 0) {
              // nobody says anything
            }
          } catch (IOException e) {
            // that is an end, too
          }
          Runtime.getRuntime().halt(2);
        });
  }

  /** Now, even if shutdown hooks of the user's hang, and threads that main() left. */
  public static void end(int status) {
    daemon(
        "impatient",
        () -> {
          try {
            Thread.sleep(GRACE_MILLIS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(status);
        });
    System.exit(status);
  }

  private static void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
