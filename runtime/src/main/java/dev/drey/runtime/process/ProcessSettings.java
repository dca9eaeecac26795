package dev.drey.runtime.process;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.model.RuntimeEnvironment;
import dev.drey.runtime.python.PythonEnvironments;
import java.nio.file.Path;
import java.util.Map;

/**
 * What has to be known to run Flink on this machine.
 *
 * @param home under which {@code clusters} and {@code state} lie
 * @param java the home of the JDK that Flink runs on
 */
public record ProcessSettings(
    Path home,
    Path java,
    Map<RuntimeEnvironment, FlinkDistribution> distributions,
    Sizes sizes,
    StateSettings state,
    PythonEnvironments python,
    LogBounds logs) {
  public ProcessSettings {
    home = home.toAbsolutePath().normalize();
    distributions = Map.copyOf(distributions);
  }
}
