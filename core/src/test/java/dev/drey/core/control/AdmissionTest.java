package dev.drey.core.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.capacity.MemorySize;
import dev.drey.core.capacity.Sizes;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.PropertyGroup;
import dev.drey.core.model.Refused;
import dev.drey.core.model.RuntimeEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdmissionTest {
  private final Bench bench = new Bench().created();

  @Test
  void disk_is_held_against_what_there_is_and_what_is_free() {
    Admission admission = on(MemorySize.mebi(102_400), MemorySize.mebi(51_200));

    assertThatCode(() -> admission.admit(Bench.ID, meaning("50g"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> admission.admit(Bench.ID, meaning("51g")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("clicks is meant to take 52224 MiB of disk (1 TaskManagers")
        .hasMessageContaining("51200 MiB are free now")
        .hasMessageContaining("taskmanager.disk.size");
    assertThatThrownBy(() -> admission.admit(Bench.ID, meaning("10t")))
        .hasMessageContaining("of the 102400 MiB that the home lies on");
  }

  @Test
  void what_says_nothing_of_disk_is_not_held_against_it() {
    Admission admission = on(MemorySize.mebi(1), MemorySize.mebi(0));

    assertThatCode(
            () ->
                admission.admit(
                    Bench.ID, Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "role")))
        .doesNotThrowAnyException();
  }

  private Admission on(MemorySize disk, MemorySize free) {
    return new Admission(bench.applications, new Small(disk, free), Sizes.LAPTOP);
  }

  private static Configuration meaning(String disk) {
    var none = Configuration.defaults(new RuntimeEnvironment("FLINK-1_20"), "role");
    return new Configuration(
        none.runtime(),
        none.serviceExecutionRole(),
        none.code(),
        none.checkpointing(),
        none.monitoring(),
        none.parallelism(),
        List.of(new PropertyGroup(PropertyGroup.SIZES, Map.of("taskmanager.disk.size", disk))),
        none.snapshotsEnabled(),
        none.rollbackEnabled(),
        none.encryption(),
        none.loggingOptions(),
        none.vpcs(),
        none.snapshotMode());
  }

  /** Enough of all but disk. */
  private record Small(MemorySize disk, MemorySize freeDisk) implements Machine {
    @Override
    public int cores() {
      return RoomyMachine.INSTANCE.cores();
    }

    @Override
    public MemorySize memory() {
      return RoomyMachine.INSTANCE.memory();
    }

    @Override
    public MemorySize freeMemory() {
      return RoomyMachine.INSTANCE.freeMemory();
    }
  }
}
