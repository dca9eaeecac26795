package dev.drey.keeper.tend;

import java.time.Duration;

/** How time passes while the keeper waits for a snapshot; tests move it. */
@FunctionalInterface
public interface Pause {
  void passes(Duration time) throws InterruptedException;
}
