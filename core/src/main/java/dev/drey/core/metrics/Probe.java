package dev.drey.core.metrics;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Version;
import java.util.Optional;

/** Asks an application's JVMs. */
@FunctionalInterface
public interface Probe {
  /** Absent where it does not run; a JVM that does not answer is left out. */
  Optional<Vitals> vitals(Application application, Version running);
}
