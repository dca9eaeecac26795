package dev.drey.core.metrics;

import java.util.OptionalDouble;

/**
 * How full disks are, in percent.
 *
 * @param machine the one that the application works on, whoever fills it
 * @param own what its TaskManagers have taken of what they are meant to; absent where nobody has
 *     said how much that is. Nothing stops them at a hundred.
 */
public record DiskUse(double machine, OptionalDouble own) {

  /** Where nothing is said but of the machine. */
  public static DiskUse of(double machine) {
    return new DiskUse(machine, OptionalDouble.empty());
  }

  /** Of what the application has. */
  double told() {
    return own.orElse(machine);
  }
}
