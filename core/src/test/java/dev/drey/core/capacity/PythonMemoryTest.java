package dev.drey.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.drey.core.model.Parallelism;
import dev.drey.core.model.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonMemoryTest {
  private static final String FRACTION = "taskmanager.memory.managed.fraction";
  private static final String WEIGHTS = "taskmanager.memory.managed.consumer-weights";
  private static final String OFF_HEAP = "taskmanager.memory.task.off-heap.size";

  /** Flink computes fractions in single precision. */
  private static final Offset<Long> A_FEW = within(64L);

  private static final Map<String, String> THREAD = Map.of("python.execution-mode", "thread");

  @Test
  void a_worker_has_half_of_a_larger_part_where_nothing_is_said() {
    assertThat(worker(1, Map.of())).contains(MemorySize.mebi(320));
    assertThat(worker(4, Map.of())).contains(MemorySize.mebi(80));
    assertThat(memory(Map.of()).taskHeap().bytes()).isCloseTo(mebi(256), A_FEW);
  }

  @Test
  void what_the_application_sets_holds() {
    Map<String, String> flinks = Map.of(FRACTION, "0.4", WEIGHTS, "STATE_BACKEND:70,PYTHON:30");
    assertThat(worker(1, flinks).orElseThrow().bytes()).isCloseTo(mebi(153.6), A_FEW);
    assertThat(worker(1, Map.of("taskmanager.memory.managed.size", "400m")))
        .contains(MemorySize.mebi(200));
    assertThat(new PythonMemory(Map.of("taskmanager.memory.managed.size", "400m")).preset())
        .containsOnlyKeys(WEIGHTS);
    assertThat(new PythonMemory(Map.of(FRACTION, "0.4", WEIGHTS, "PYTHON:30")).preset()).isEmpty();
  }

  @Test
  void without_RocksDB_it_has_all() {
    assertThat(worker(1, Map.of("state.backend.type", "hashmap"))).contains(MemorySize.mebi(640));
  }

  @Test
  void threads_have_off_heap_memory_and_leave_managed_memory_to_RocksDB() {
    SizeOptions options = SizeOptions.ofPython(THREAD);

    assertThat(worker(1, THREAD)).isEmpty();
    assertThat(memory(THREAD).taskOffHeap()).isEqualTo(MemorySize.mebi(256));
    assertThat(memory(THREAD).managed().bytes()).isCloseTo(mebi(384), A_FEW);
    assertThat(options.python().orElseThrow().ofManaged(memory(THREAD), 1))
        .isEqualTo(MemorySize.mebi(0));
  }

  @Test
  void workers_outside_of_managed_memory_have_what_is_off_heap() {
    Map<String, String> own =
        Map.of("python.fn-execution.memory.managed", "false", OFF_HEAP, "200m", FRACTION, "0.2");

    assertThat(worker(2, own)).contains(MemorySize.mebi(100));
  }

  @Test
  void weights_that_are_none_are_refused() {
    assertThatThrownBy(() -> worker(1, Map.of(WEIGHTS, "PYTHON=30")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("PYTHON=30")
        .hasMessageContaining("STATE_BACKEND:50,PYTHON:50");
  }

  @Test
  void an_application_in_Java_has_none_of_it() {
    assertThat(new SizeOptions(new TreeMap<>()).python()).isEmpty();
    assertThat(Sizes.LAPTOP.of(Parallelism.DEFAULT).pythonWorker()).isEmpty();
  }

  private static long mebi(double number) {
    return (long) (number * (1 << 20));
  }

  private static Optional<MemorySize> worker(int slots, Map<String, String> own) {
    return SizeOptions.ofPython(own).python().orElseThrow().worker(memory(own), slots);
  }

  private static TaskManagerMemory memory(Map<String, String> own) {
    return TaskManagerMemory.of(Kpu.LAPTOP.memory(), SizeOptions.ofPython(own));
  }
}
