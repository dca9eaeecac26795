package dev.drey.testkit.engine;

import java.util.IdentityHashMap;
import java.util.Random;
import org.apache.flink.streaming.runtime.partitioner.RebalancePartitioner;
import org.apache.flink.streaming.runtime.partitioner.ShufflePartitioner;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;

/** What Flink leaves to chance, made repeatable: the same seed makes the same choices. */
final class Chances {
  private final Random random;
  private final IdentityHashMap<StreamPartitioner<?>, Integer> last = new IdentityHashMap<>();

  Chances(long seed) {
    random = new Random(seed);
  }

  boolean concern(StreamPartitioner<?> partitioner) {
    return partitioner instanceof RebalancePartitioner || partitioner instanceof ShufflePartitioner;
  }

  /** Rebalancing begins somewhere and goes around; shuffling is random. */
  int choose(StreamPartitioner<?> partitioner, int channels) {
    if (partitioner instanceof ShufflePartitioner) {
      return random.nextInt(channels);
    }
    return last.merge(
        partitioner, random.nextInt(channels), (before, unused) -> (before + 1) % channels);
  }

  int pick(int choices) {
    return random.nextInt(choices);
  }
}
