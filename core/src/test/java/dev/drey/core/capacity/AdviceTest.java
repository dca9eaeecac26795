package dev.drey.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drey.core.capacity.Usage.Evidence;
import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdviceTest {
  private static final Sizes AWS = new Sizes(Kpu.AWS, JobManagerMemory.DEFAULT, 0);

  @Test
  void too_little_seen_is_no_advice() {
    Advice advice = Advice.of(sizing(4, 1), new Usage(Duration.ofMinutes(40), List.of(busy(1000))));

    assertThat(advice.recommended()).isEmpty();
    assertThat(advice.why()).singleElement().asString().contains("40 minutes");
  }

  @Test
  void a_task_that_is_always_busy_gets_more_parallelism_and_KPUs_by_what_is_used() {
    Advice advice = Advice.of(sizing(4, 2), used(busy(975), cpu(60), heap(30)));

    assertThat(asked(advice)).isEqualTo("6 by 3");
    assertThat(advice.why())
        .anyMatch(why -> why.contains("98 % of the time") && why.contains("4 × 0.98 ÷ 0.65 = 6"))
        .anyMatch(why -> why.contains("60 % of their cores"))
        .anyMatch(why -> why.contains("30 % of the heap"))
        .anyMatch(why -> why.contains("2 KPUs instead of 2"));
  }

  @Test
  void an_idle_application_gets_smaller() {
    assertThat(asked(Advice.of(sizing(40, 2), used(busy(100), cpu(5), heap(10)))))
        .isEqualTo("7 by 1");
  }

  @Test
  void a_full_heap_asks_for_more_KPUs_of_the_same_parallelism() {
    assertThat(asked(Advice.of(sizing(8, 4), used(busy(500), cpu(20), heap(90)))))
        .isEqualTo("8 by 2");
  }

  @Test
  void what_was_not_measured_changes_nothing_and_is_told() {
    Advice advice = Advice.of(sizing(4, 2), used());

    assertThat(asked(advice)).isEqualTo("4 by 2");
    assertThat(advice.why()).filteredOn(why -> why.contains("not measured")).hasSize(3);
  }

  @Test
  void memory_of_RocksDB_and_checkpoints_are_told_and_decide_nothing() {
    Advice advice =
        Advice.of(
            sizing(4, 2),
            used(
                busy(500),
                cpu(60),
                heap(50),
                new Evidence(Usage.MANAGED, "greatest", 12, "Percent", 600),
                new Evidence(Usage.CHECKPOINT, "greatest", 10e9, "Bytes", 600)));

    assertThat(asked(advice)).isEqualTo("4 by 2");
    assertThat(advice.why())
        .anyMatch(why -> why.contains("RocksDB uses 12 %") && why.contains("managed.fraction"))
        .anyMatch(why -> why.contains("9537 MiB"));
  }

  /** Whatever was measured, what is advised can be asked for, and more use never asks for less. */
  @Test
  void advice_can_always_be_followed_and_grows_with_use() {
    var random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      Sizing now = sizing(1 + random.nextInt(64), 1 + random.nextInt(8));
      double busy = random.nextDouble() * 1000;
      double cpu = random.nextDouble() * 100;
      double heap = random.nextDouble() * 100;
      Parallelism less = recommended(now, busy, cpu, heap);
      Parallelism more = recommended(now, Math.min(1000, busy * 1.5), cpu, heap);

      assertThat(less.parallelism()).isPositive();
      assertThat(less.perKpu()).isBetween(1, 8);
      assertThat(less.kpus()).isPositive();
      if (busy < 300 == busy * 1.5 < 300 && busy > 800 == busy * 1.5 > 800) {
        assertThat(more.parallelism()).isGreaterThanOrEqualTo(less.parallelism());
      }
    }
  }

  private static Parallelism recommended(Sizing now, double busy, double cpu, double heap) {
    return Advice.of(now, used(busy(busy), cpu(cpu), heap(heap)))
        .recommended()
        .orElseThrow()
        .parallelism();
  }

  private static String asked(Advice advice) {
    Parallelism asked = advice.recommended().orElseThrow().parallelism();
    return asked.parallelism() + " by " + asked.perKpu();
  }

  private static Sizing sizing(int parallelism, int perKpu) {
    return Sizing.of(
        new Parallelism(ConfigurationType.CUSTOM, parallelism, perKpu, false),
        AWS,
        new SizeOptions(Map.of()));
  }

  private static Usage used(Evidence... evidence) {
    return new Usage(Duration.ofDays(3), new ArrayList<>(List.of(evidence)));
  }

  private static Evidence busy(double millis) {
    return new Evidence(Usage.BUSY, "95 %", millis, "Milliseconds", 144);
  }

  private static Evidence cpu(double percent) {
    return new Evidence(Usage.CPU, "95 %", percent, "Percent", 432);
  }

  private static Evidence heap(double percent) {
    return new Evidence(Usage.HEAP, "95 %", percent, "Percent", 432);
  }
}
