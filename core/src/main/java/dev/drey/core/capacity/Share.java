package dev.drey.core.capacity;

import java.math.BigDecimal;

/**
 * A part of memory that is given as a fraction within bounds, rounded as Flink rounds.
 *
 * @param name what messages call it
 */
record Share(String name, MemorySize least, MemorySize most, double fraction) {
  static final MemorySize UNBOUNDED = new MemorySize(Long.MAX_VALUE);

  /** Of a whole that contains it. */
  MemorySize of(MemorySize whole) {
    checkItself();
    return within(multiplied(whole, fraction));
  }

  /** Beside what else there is. */
  MemorySize beside(MemorySize rest) {
    checkItself();
    return within(multiplied(rest, fraction / (1 - fraction)));
  }

  /** What was left for it, if that is within its bounds. */
  MemorySize checked(MemorySize left) {
    checkItself();
    if (left.compareTo(least) < 0 || left.compareTo(most) > 0) {
      throw SizeOptions.conflict(
          "what is left for %s, %s, is not between %s and %s"
              .formatted(name, left, least, most.equals(UNBOUNDED) ? "no bound" : most));
    }
    return left;
  }

  private MemorySize within(MemorySize size) {
    if (size.compareTo(most) > 0) {
      return most;
    }
    return size.compareTo(least) < 0 ? least : size;
  }

  private static MemorySize multiplied(MemorySize size, double factor) {
    return new MemorySize(
        BigDecimal.valueOf(size.bytes()).multiply(BigDecimal.valueOf(factor)).longValue());
  }

  /** Only where it is used, as Flink does: beside a size that is given outright it is idle. */
  private void checkItself() {
    if (least.compareTo(most) > 0) {
      throw SizeOptions.conflict(
          "the least of " + name + ", " + least + ", is more than its most, " + most);
    }
    if (!(fraction >= 0 && fraction < 1)) {
      throw SizeOptions.conflict("the fraction of " + name + " is at least 0 and below 1");
    }
  }
}
