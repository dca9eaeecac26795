package dev.drey.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.Refused;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterSizeTest {

  @Test
  void there_is_one_task_manager_a_kpu_with_as_many_slots_as_share_it() {
    ClusterSize size = new Sizes(Kpu.AWS, JobManagerMemory.DEFAULT, 0).of(parallelism(10, 4));

    assertThat(size.kpus()).isEqualTo(3);
    assertThat(size.taskManagers()).isEqualTo(3);
    assertThat(size.slots()).isEqualTo(4);
    assertThat(size.cores()).isEqualTo(3.0);
    assertThat(size.memory()).isEqualTo(MemorySize.mebi(3 * 4096 + 832));
  }

  @Test
  void a_standby_is_one_more_task_manager_and_costs_as_much() {
    ClusterSize size = new Sizes(Kpu.AWS, JobManagerMemory.DEFAULT, 1).of(parallelism(1, 1));

    assertThat(size.kpus()).isEqualTo(1);
    assertThat(size.taskManagers()).isEqualTo(2);
    assertThat(size.memory()).isEqualTo(MemorySize.mebi(2 * 4096 + 832));
  }

  @Test
  void a_kpu_of_flinks_default_size_has_flinks_default_parts() {
    TaskManagerMemory parts = TaskManagerMemory.of(MemorySize.mebi(1728));

    assertThat(parts.overhead()).isEqualTo(MemorySize.mebi(192));
    assertThat(parts.metaspace()).isEqualTo(MemorySize.mebi(256));
    // To the byte: Flink's fractions are in single precision.
    assertThat(parts.network()).isEqualTo(new MemorySize(134_217_730));
    assertThat(parts.managed()).isEqualTo(new MemorySize(536_870_920));
    assertThat(parts.taskHeap()).isEqualTo(new MemorySize(402_653_174));
  }

  @Test
  void the_parts_of_every_process_add_up_to_it() {
    for (long size = TaskManagerMemory.LEAST.mebibytes(); size < 20_000; size += 37) {
      TaskManagerMemory parts = TaskManagerMemory.of(MemorySize.mebi(size));
      assertThat(
              parts
                  .overhead()
                  .plus(parts.metaspace())
                  .plus(parts.network())
                  .plus(parts.managed())
                  .plus(parts.frameworkHeap())
                  .plus(parts.frameworkOffHeap())
                  .plus(parts.taskHeap()))
          .isEqualTo(parts.process());
    }
  }

  @Test
  void a_process_too_small_to_work_is_refused_with_the_least_that_would() {
    assertThatThrownBy(() -> TaskManagerMemory.of(MemorySize.mebi(512)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("512 MiB");
    assertThatThrownBy(() -> TaskManagerMemory.of(MemorySize.mebi(1000)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("a TaskManager of 1000 MiB is too small")
        .hasMessageEndingWith("the least is 1100 MiB");
  }

  @Test
  void memory_is_read_as_people_write_it() {
    assertThat(MemorySize.parse("4g")).isEqualTo(MemorySize.mebi(4096));
    assertThat(MemorySize.parse("1728 MiB")).isEqualTo(MemorySize.mebi(1728));
    assertThatThrownBy(() -> MemorySize.parse("lots")).hasMessageContaining("1728m or 4g");
  }

  private static Parallelism parallelism(int parallelism, int perKpu) {
    return new Parallelism(ConfigurationType.CUSTOM, parallelism, perKpu, false);
  }
}
