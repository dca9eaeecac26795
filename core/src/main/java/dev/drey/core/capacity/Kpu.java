package dev.drey.core.capacity;

/**
 * What one Kinesis Processing Unit is here.
 *
 * @param cores of the machine
 * @param memory of one TaskManager process, all of it
 */
public record Kpu(double cores, MemorySize memory) {

  /** As AWS has it. */
  public static final Kpu AWS = new Kpu(1, MemorySize.mebi(4096));

  /**
   * Smaller, so that a few applications fit on a developer's machine: Flink's own default size of a
   * TaskManager.
   */
  public static final Kpu LAPTOP = new Kpu(0.5, MemorySize.mebi(1728));
}
