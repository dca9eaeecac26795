package dev.drey.testkit;

import dev.drey.testkit.engine.Pipeline;
import java.util.Optional;

/** Whether jobs of this thread run in the kit or on a mini cluster. */
final class MiniClusterSwitch {
  /** Runs a job elsewhere than here. */
  interface Elsewhere {
    JobRun run(Pipeline.Builder code, JobSettings settings);
  }

  private static final ThreadLocal<Elsewhere> CURRENT = new ThreadLocal<>();

  private MiniClusterSwitch() {}

  static Optional<Elsewhere> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /**
   * What only the kit can do does not run there silently when a test says that it is on a cluster.
   */
  static void refuse(String what) {
    if (CURRENT.get() != null) {
      throw new Unsupported(
          what + " is there in the kit only: take @OnMiniCluster away, or use TestJob.run()");
    }
  }

  static void set(Elsewhere elsewhere) {
    CURRENT.set(elsewhere);
  }

  static void clear() {
    CURRENT.remove();
  }
}
