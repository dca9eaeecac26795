package dev.drey.runtime.process;

import dev.drey.core.capacity.Sizes;
import dev.drey.core.model.RuntimeEnvironment;
import java.nio.file.Path;
import java.util.Map;

/**
 * What has to be known to run Flink on this machine.
 *
 * @param home under which {@code clusters} and {@code state} lie
 * @param java the home of the JDK that Flink runs on
 * @param agent the jar that checks a version before it comes up
 */
public record ProcessSettings(
    Path home,
    Path java,
    Map<RuntimeEnvironment, FlinkDistribution> distributions,
    Path agent,
    Sizes sizes,
    StateSettings state) {
  public ProcessSettings {
    home = home.toAbsolutePath().normalize();
    agent = agent.toAbsolutePath().normalize();
    distributions = Map.copyOf(distributions);
  }
}
