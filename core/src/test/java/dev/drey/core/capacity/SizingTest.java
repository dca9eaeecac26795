package dev.drey.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import dev.drey.core.model.Refused;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SizingTest {
  private static final Sizes AWS = new Sizes(Kpu.AWS, JobManagerMemory.DEFAULT, 0);

  @Test
  void forty_by_two_is_twenty_KPUs() {
    Sizing sizing = sizing(40, 2, SizeOptions.NONE);

    assertThat(sizing.size().kpus()).isEqualTo(20);
    assertThat(sizing.size().taskManagers()).isEqualTo(20);
    assertThat(sizing.idleSlots()).isZero();
    assertThat(sizing.size().cores()).isEqualTo(20);
    assertThat(sizing.onAws())
        .isEqualTo(new Sizing.OnAws(20, 21, 20, MemorySize.mebi(80 * 1024), 1000));
  }

  @Test
  void forty_by_six_is_seven_KPUs_and_two_slots_stay_empty() {
    Sizing sizing = sizing(40, 6, SizeOptions.NONE);

    assertThat(sizing.size().kpus()).isEqualTo(7);
    assertThat(sizing.idleSlots()).isEqualTo(2);
    assertThat(sizing.notes()).anyMatch(note -> note.startsWith("2 of 42 slots stay empty"));
    assertThat(sizing.managedPerSlot().times(6))
        .isLessThanOrEqualTo(sizing.size().taskManager().managed());
  }

  @Test
  void the_parts_say_where_they_come_from() {
    Sizing sizing =
        sizing(4, 4, new SizeOptions(Map.of("taskmanager.memory.managed.fraction", "0.1")));

    assertThat(sizing.parts())
        .anyMatch(
            part ->
                part.name().startsWith("managed")
                    && part.why().equals("taskmanager.memory.managed.fraction = 0.1"));
    assertThat(
            sizing.parts().stream()
                .filter(part -> part.process().equals("TaskManager"))
                .skip(1)
                .mapToLong(part -> part.size().bytes())
                .sum())
        .isEqualTo(Kpu.AWS.memory().bytes());
  }

  @Test
  void disk_is_set_apart_for_each_TaskManager_and_told() {
    var options = new SizeOptions(Map.of("taskmanager.disk.size", "10g"));

    Sizing sizing = sizing(40, 2, options);

    assertThat(sizing.size().wholeDisk()).contains(MemorySize.mebi(20 * 10 * 1024));
    assertThat(sizing.whyDisk()).isEqualTo("taskmanager.disk.size = 10g");
    assertThat(sizing.notes()).anyMatch(note -> note.contains("nothing stops it at the limit"));
    assertThat(SizingReport.of(sizing)).containsEntry("DiskBytesPerTaskManager", 10L << 30);
    assertThat(sizing(40, 2, SizeOptions.NONE).size().wholeDisk()).isEmpty();
    assertThat(SizingReport.of(sizing(1, 1, SizeOptions.NONE))).doesNotContainKey("DiskBytes");
  }

  @Test
  void disk_that_cannot_be_measured_or_read_is_refused() {
    assertThatThrownBy(
            () ->
                sizing(
                    1,
                    1,
                    new SizeOptions(
                        Map.of(
                            "taskmanager.disk.size", "10g",
                            "state.backend.rocksdb.localdir", "/fast"))))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("leads RocksDB out of it; set one of them");
    assertThatThrownBy(() -> sizing(1, 1, new SizeOptions(Map.of("taskmanager.disk.size", "much"))))
        .hasMessageContaining("taskmanager.disk.size");
    assertThatThrownBy(() -> sizing(1, 1, new SizeOptions(Map.of("taskmanager.disk.size", "0"))))
        .hasMessageContaining("leave it out");
  }

  @Test
  void cores_say_where_they_come_from() {
    assertThat(sizing(1, 1, SizeOptions.NONE).whyCores()).startsWith("1.0 of a KPU");
    assertThat(sizing(1, 1, new SizeOptions(Map.of("taskmanager.cpu.cores", "4"))).whyCores())
        .isEqualTo("taskmanager.cpu.cores = 4");
  }

  @Test
  void alternatives_keep_the_parallelism() {
    assertThat(sizing(40, 2, SizeOptions.NONE).alternatives())
        .extracting(other -> other.size().kpus())
        .containsExactly(40, 14, 10, 8, 7, 6, 5);
    assertThat(sizing(1, 1, SizeOptions.NONE).alternatives()).isEmpty();
  }

  @Test
  void that_scaling_is_not_acted_on_is_said() {
    Sizing sizing = Sizing.of(Parallelism.DEFAULT, AWS, SizeOptions.NONE);

    assertThat(sizing.notes()).anyMatch(note -> note.contains("Drey does not act on it yet"));
  }

  private static Sizing sizing(int parallelism, int perKpu, SizeOptions options) {
    return Sizing.of(
        new Parallelism(ConfigurationType.CUSTOM, parallelism, perKpu, false), AWS, options);
  }
}
