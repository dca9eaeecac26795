package dev.drey.agent.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.agent.line.JobManagerSpecs;
import dev.drey.core.capacity.JobManagerMemory;
import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.capacity.TaskManagerMemory;
import dev.drey.core.model.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Core's arithmetic held against that of each line of Flink, to the byte. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FlinkMemoryTest {
  private static final int CONFIGURATIONS = 20_000;
  private static final List<String> WORKER_SIZES =
      List.of(
          "framework.heap.size",
          "framework.off-heap.size",
          "task.heap.size",
          "task.off-heap.size",
          "managed.size",
          "network.min",
          "network.max",
          "jvm-metaspace.size",
          "jvm-overhead.min",
          "jvm-overhead.max");
  private static final List<String> WORKER_SHARES =
      List.of("managed.fraction", "network.fraction", "jvm-overhead.fraction");
  private static final List<String> MANAGER_SIZES =
      List.of(
          "heap.size",
          "off-heap.size",
          "jvm-metaspace.size",
          "jvm-overhead.min",
          "jvm-overhead.max");

  private final Random random = new Random(20261122);

  @Test
  void a_TaskManager_has_the_parts_that_Flink_computes() {
    int both = 0;
    for (int i = 0; i < CONFIGURATIONS; i++) {
      MemorySize process = process();
      Map<String, String> options = some("taskmanager.memory.", WORKER_SIZES, WORKER_SHARES);

      Optional<List<Long>> flinks =
          parts(
              () ->
                  TaskExecutorProcessUtils.processSpecFromConfig(
                      configuration("taskmanager.memory.process.size", process, options)),
              FlinkMemoryTest::ofFlink);
      Optional<List<Long>> ours =
          parts(
              () -> TaskManagerMemory.of(process, new SizeOptions(options)),
              FlinkMemoryTest::ofOurs);

      if (ours.isPresent()) {
        both++;
        assertThat(ours).as("%s with %s", process, options).isEqualTo(flinks);
      } else {
        assertThat(flinks.filter(parts -> parts.get(7) >= 64L << 20))
            .as("refused, and Flink would not have: %s with %s", process, options)
            .isEmpty();
      }
    }
    assertThat(both).isGreaterThan(CONFIGURATIONS / 10);
  }

  @Test
  void a_JobManager_has_the_parts_that_Flink_computes() {
    int both = 0;
    for (int i = 0; i < CONFIGURATIONS; i++) {
      MemorySize process = process();
      Map<String, String> options =
          some("jobmanager.memory.", MANAGER_SIZES, List.of("jvm-overhead.fraction"));

      Optional<List<Long>> flinks =
          parts(
              () ->
                  JobManagerSpecs.of(
                      configuration("jobmanager.memory.process.size", process, options)),
              FlinkMemoryTest::ofFlink);
      Optional<List<Long>> ours =
          parts(
              () -> JobManagerMemory.of(process, new SizeOptions(options)),
              FlinkMemoryTest::ofOurs);

      if (ours.isPresent()) {
        both++;
        assertThat(ours).as("%s with %s", process, options).isEqualTo(flinks);
      } else {
        assertThat(flinks.filter(parts -> parts.get(3) >= 128L << 20))
            .as("refused, and Flink would not have: %s with %s", process, options)
            .isEmpty();
      }
    }
    assertThat(both).isGreaterThan(CONFIGURATIONS / 10);
  }

  private static <T> Optional<List<Long>> parts(
      Supplier<T> derivation, Function<T, List<Long>> read) {
    try {
      return Optional.of(read.apply(derivation.get()));
    } catch (IllegalConfigurationException | Refused e) {
      return Optional.empty();
    }
  }

  private static List<Long> ofFlink(TaskExecutorProcessSpec spec) {
    return List.of(
        spec.getJvmMetaspaceAndOverhead().getOverhead().getBytes(),
        spec.getJvmMetaspaceAndOverhead().getMetaspace().getBytes(),
        spec.getNetworkMemSize().getBytes(),
        spec.getManagedMemorySize().getBytes(),
        spec.getFlinkMemory().getFrameworkHeap().getBytes(),
        spec.getFlinkMemory().getFrameworkOffHeap().getBytes(),
        spec.getTaskOffHeapSize().getBytes(),
        spec.getTaskHeapSize().getBytes());
  }

  private static List<Long> ofOurs(TaskManagerMemory memory) {
    return List.of(
        memory.overhead().bytes(),
        memory.metaspace().bytes(),
        memory.network().bytes(),
        memory.managed().bytes(),
        memory.frameworkHeap().bytes(),
        memory.frameworkOffHeap().bytes(),
        memory.taskOffHeap().bytes(),
        memory.taskHeap().bytes());
  }

  private static List<Long> ofFlink(JobManagerProcessSpec spec) {
    return List.of(
        spec.getJvmMetaspaceAndOverhead().getOverhead().getBytes(),
        spec.getJvmMetaspaceAndOverhead().getMetaspace().getBytes(),
        spec.getJvmDirectMemorySize().getBytes(),
        spec.getJvmHeapMemorySize().getBytes());
  }

  private static List<Long> ofOurs(JobManagerMemory memory) {
    return List.of(
        memory.overhead().bytes(),
        memory.metaspace().bytes(),
        memory.offHeap().bytes(),
        memory.heap().bytes());
  }

  private static Configuration configuration(
      String key, MemorySize process, Map<String, String> options) {
    var all = new TreeMap<>(options);
    all.put(key, process.bytes() + "b");
    return Configuration.fromMap(all);
  }

  private MemorySize process() {
    return new MemorySize((600L << 20) + random.nextLong(16L << 30));
  }

  private Map<String, String> some(String prefix, List<String> sizes, List<String> shares) {
    var options = new TreeMap<String, String>();
    int wanted = random.nextInt(4);
    while (options.size() < wanted) {
      if (random.nextInt(4) == 0) {
        String share = shares.get(random.nextInt(shares.size()));
        options.put(prefix + share, String.format(Locale.ROOT, "%.3f", random.nextDouble() * 1.05));
      } else {
        String size = sizes.get(random.nextInt(sizes.size()));
        options.put(prefix + size, random.nextInt(1, 3000) + (random.nextBoolean() ? "m" : " mb"));
      }
    }
    return options;
  }
}
