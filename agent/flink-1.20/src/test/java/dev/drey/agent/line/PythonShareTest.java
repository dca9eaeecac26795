package dev.drey.agent.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.SizeOptions;
import dev.drey.core.capacity.TaskManagerMemory;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.ManagedMemoryUseCase;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.runtime.util.config.memory.ManagedMemoryUtils;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Core's arithmetic of Python's share held against Flink's own, to the byte. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonShareTest {
  private static final int CONFIGURATIONS = 2_000;
  private static final String WEIGHTS = "taskmanager.memory.managed.consumer-weights";

  private final Random random = new Random(20261122);

  @Test
  void a_worker_has_the_share_that_Flink_computes() {
    for (int i = 0; i < CONFIGURATIONS; i++) {
      MemorySize process = MemorySize.mebi(1248 + random.nextInt(8192));
      int slots = 1 + random.nextInt(8);
      String weights =
          "STATE_BACKEND:%d,PYTHON:%d".formatted(1 + random.nextInt(200), random.nextInt(200));
      Map<String, String> own = random.nextInt(4) == 0 ? Map.of() : Map.of(WEIGHTS, weights);
      SizeOptions options = SizeOptions.ofPython(own);
      TaskManagerMemory memory = TaskManagerMemory.of(process, options);

      Optional<MemorySize> share = options.python().orElseThrow().worker(memory, slots);

      assertThat(share.map(MemorySize::bytes))
          .as("%s by %s with %s", process, slots, own)
          .contains(byFlink(memory.managed().bytes() / slots, options, own));
    }
  }

  private static long byFlink(long slot, SizeOptions options, Map<String, String> own) {
    Map<String, String> told = new TreeMap<>(options.python().orElseThrow().preset());
    told.putAll(own);
    double fraction =
        ManagedMemoryUtils.convertToFractionOfSlot(
            ManagedMemoryUseCase.PYTHON,
            1.0,
            Set.of(ManagedMemoryUseCase.PYTHON, ManagedMemoryUseCase.STATE_BACKEND),
            new Configuration(),
            Configuration.fromMap(told),
            Optional.of(true),
            PythonShareTest.class.getClassLoader());
    return fraction == 0
        ? 0
        : MemoryManager.create(slot, MemoryManager.DEFAULT_PAGE_SIZE).computeMemorySize(fraction);
  }
}
