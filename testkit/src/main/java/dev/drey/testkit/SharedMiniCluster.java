package dev.drey.testkit;

import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** Starts the mini cluster that the tests of a JVM share, and sends the jobs of this test there. */
final class SharedMiniCluster implements BeforeEachCallback, AfterEachCallback {
  private static final int SLOTS = 16;
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(128);
  private static final Namespace NAMESPACE = Namespace.create(SharedMiniCluster.class);

  /** A cluster that is running. */
  static final class Running implements CloseableResource, AutoCloseable {
    private final MiniCluster cluster;

    Running() {
      var configuration = new Configuration();
      configuration.set(RestOptions.BIND_PORT, "0");
      configuration.set(RestOptions.BIND_ADDRESS, "localhost");
      configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
      configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
      configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
      cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(SLOTS)
                  .build());
      try {
        cluster.start();
      } catch (Exception e) {
        throw new IllegalStateException("the mini cluster does not start", e);
      }
    }

    MiniCluster cluster() {
      return cluster;
    }

    @Override
    public void close() {
      try {
        cluster.closeAsync().get(1, TimeUnit.MINUTES);
      } catch (Exception e) {
        throw new IllegalStateException("the mini cluster does not end", e);
      }
    }
  }

  static Running of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Running running = of(context);
    MiniClusterSwitch.set((code, settings) -> ClusterRun.of(running.cluster(), code, settings));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    MiniClusterSwitch.clear();
  }
}
