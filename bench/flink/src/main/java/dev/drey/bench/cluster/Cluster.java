package dev.drey.bench.cluster;

import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A mini cluster that runs. Its buffers are few: those that nobody needs take time to make. */
public record Cluster(MiniCluster flink) implements AutoCloseable {
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(16);

  /**
   * Starts one with one TaskManager.
   *
   * @param slots how many slots it has
   * @param managed memory for RocksDB, of all of them
   */
  public static Cluster start(int slots, MemorySize managed) {
    var configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.BIND_ADDRESS, "localhost");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, managed);
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("the mini cluster does not start", e);
    }
    return new Cluster(cluster);
  }

  @Override
  public void close() {
    try {
      flink.closeAsync().get(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException("the mini cluster does not end", e);
    }
  }
}
