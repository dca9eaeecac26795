package dev.drey.core.model;

/** How many subtasks an operator has, and how many of them share a KPU. */
public record Parallelism(
    ConfigurationType type, int parallelism, int perKpu, boolean autoScaling) {

  public static final Parallelism DEFAULT = new Parallelism(ConfigurationType.DEFAULT, 1, 1, true);

  public Parallelism {
    if (parallelism < 1 || perKpu < 1) {
      throw new Refused(
          Reason.INVALID_ARGUMENT,
          "Parallelism and ParallelismPerKPU are at least 1, not "
              + parallelism
              + " and "
              + perKpu);
    }
  }

  /** ⌈parallelism ÷ perKpu⌉: what the application is sized and billed by. */
  public int kpus() {
    return (parallelism + perKpu - 1) / perKpu;
  }
}
