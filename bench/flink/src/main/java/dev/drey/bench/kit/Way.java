package dev.drey.bench.kit;

import dev.drey.bench.cluster.Cluster;
import java.util.List;
import org.apache.flink.configuration.MemorySize;

/** How a test is run. */
interface Way extends AutoCloseable {
  List<String> run(Scenario scenario);

  @Override
  default void close() {}

  /** By its name on the command line. */
  static Way named(String name) {
    return switch (name) {
      case "kit" -> Scenario::inKit;
      case "shared" -> new Shared(cluster());
      case "own" -> Way::onItsOwn;
      default -> throw new IllegalArgumentException("no way to run a test: " + name);
    };
  }

  /** A mini cluster that all tests of the JVM share. */
  record Shared(Cluster cluster) implements Way {
    @Override
    public List<String> run(Scenario scenario) {
      return scenario.on(cluster.flink());
    }

    @Override
    public void close() {
      cluster.close();
    }
  }

  private static List<String> onItsOwn(Scenario scenario) {
    try (var cluster = cluster()) {
      return scenario.on(cluster.flink());
    }
  }

  private static Cluster cluster() {
    return Cluster.start(4, MemorySize.ofMebiBytes(64));
  }
}
