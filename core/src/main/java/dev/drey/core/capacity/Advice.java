package dev.drey.core.capacity;

import dev.drey.core.model.ConfigurationType;
import dev.drey.core.model.Parallelism;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What size an application should have, by what it used of the one it has. Arithmetic that can be
 * argued with: each number comes with the one it was made from.
 *
 * @param recommended absent where too little was seen to say
 * @param why a sentence for each step
 */
public record Advice(Optional<Sizing> recommended, List<String> why) {
  private static final Duration ENOUGH = Duration.ofHours(1);
  private static final int MOST_PER_KPU = 8;

  /** A task that is busy all the time is what holds the others up; this leaves room for peaks. */
  private static final double BUSY_WANTED = 0.65;

  private static final double BUSY_HIGH = 0.8;
  private static final double BUSY_LOW = 0.3;
  private static final double CPU_WANTED = 0.65;

  /** Beyond this a collection of the whole heap comes too often. */
  private static final double HEAP_WANTED = 0.6;

  private static final double MANAGED_LITTLE = 30;

  public Advice {
    why = List.copyOf(why);
  }

  public static Advice of(Sizing now, Usage used) {
    if (used.observed().compareTo(ENOUGH) < 0) {
      return new Advice(
          Optional.empty(),
          List.of(
              "there are measurements of %d minutes of the time looked at; an hour at least is needed, better a day with its peak"
                  .formatted(used.observed().toMinutes())));
    }
    return new Reckoning(now, used).advice();
  }

  /** One advice as it is made. */
  private static final class Reckoning {
    private final Sizing now;
    private final Usage used;
    private final List<String> why = new ArrayList<>();

    Reckoning(Sizing now, Usage used) {
      this.now = now;
      this.used = used;
    }

    Advice advice() {
      int parallelism = parallelism();
      int kpus = Math.max(Math.max(kpusByCpu(), kpusByHeap()), 1);
      int least = (parallelism + MOST_PER_KPU - 1) / MOST_PER_KPU;
      int perKpu = Math.max(1, parallelism / Math.min(parallelism, Math.max(kpus, least)));
      managed();
      checkpoint();
      var asked =
          new Parallelism(
              ConfigurationType.CUSTOM, parallelism, perKpu, now.parallelism().autoScaling());
      why.add(
          "so Parallelism %d with ParallelismPerKPU %d: %d KPUs instead of %d"
              .formatted(parallelism, perKpu, asked.kpus(), now.parallelism().kpus()));
      return new Advice(Optional.of(Sizing.of(asked, now.sizes(), now.options())), why);
    }

    private int parallelism() {
      int is = now.parallelism().parallelism();
      OptionalDouble busy = used.of(Usage.BUSY);
      if (busy.isEmpty()) {
        why.add(
            "how busy tasks are was not measured (MetricsLevel TASK or finer does, for a day):"
                + " Parallelism stays "
                + is);
        return is;
      }
      double share = busy.getAsDouble() / 1000;
      if (share > BUSY_HIGH || (share < BUSY_LOW && is > 1)) {
        int wanted = Math.max(1, (int) Math.ceil(is * share / BUSY_WANTED));
        why.add(
            "the busiest task works %s of the time: for %s of it Parallelism %d × %s ÷ %s = %d"
                .formatted(
                    percent(share), percent(BUSY_WANTED), is, round(share), BUSY_WANTED, wanted));
        return wanted;
      }
      why.add(
          "the busiest task works %s of the time: Parallelism stays %d"
              .formatted(percent(share), is));
      return is;
    }

    private int kpusByCpu() {
      int is = now.size().kpus();
      OptionalDouble cpu = used.of(Usage.CPU);
      if (cpu.isEmpty()) {
        why.add("how much CPU it uses was not measured: it needs its " + is + " KPUs");
        return is;
      }
      double share = cpu.getAsDouble() / 100;
      int wanted = (int) Math.ceil(is * share / CPU_WANTED);
      why.add(
          "its TaskManagers use %s of their cores: for %s of them %d KPUs"
              .formatted(percent(share), percent(CPU_WANTED), wanted));
      return wanted;
    }

    private int kpusByHeap() {
      OptionalDouble heap = used.of(Usage.HEAP);
      if (heap.isEmpty()) {
        why.add("how full the heap is was not measured");
        return 1;
      }
      double share = heap.getAsDouble() / 100;
      int wanted = (int) Math.ceil(now.size().kpus() * share / HEAP_WANTED);
      why.add(
          "after collections %s of the heap is in use: for %s of it %d KPUs"
              .formatted(percent(share), percent(HEAP_WANTED), wanted));
      return wanted;
    }

    private void managed() {
      used.of(Usage.MANAGED)
          .ifPresent(
              share ->
                  why.add(
                      share < MANAGED_LITTLE
                          ? "RocksDB uses %s of its memory: a smaller taskmanager.memory.managed.fraction would leave more to the heap"
                              .formatted(percent(share / 100))
                          : "RocksDB uses %s of its memory; it takes what it gets, so this alone says nothing"
                              .formatted(percent(share / 100))));
    }

    private void checkpoint() {
      used.of(Usage.CHECKPOINT)
          .ifPresent(
              bytes -> {
                double managed =
                    (double) now.size().taskManager().managed().bytes() * now.size().taskManagers();
                why.add(
                    "the largest checkpoint had %.0f MiB, %s times the memory of RocksDB: what is beyond once is read from disk"
                        .formatted(bytes / (1 << 20), round(bytes / managed)));
              });
    }

    private static String percent(double share) {
      return Math.round(share * 100) + " %";
    }

    private static String round(double number) {
      return String.format(Locale.ROOT, "%.2f", number);
    }
  }
}
