package dev.drey.core.lifecycle;

import dev.drey.core.model.SnapshotName;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a phase wants to be looked at.
 *
 * @param savepoint one that it waits for
 * @param check the version whose check it waits for
 * @param remains which files of the application are looked for: those of the deployment count as a
 *     process that may yet begin, others as litter
 */
public record Watch(
    Optional<Launch> launch, Optional<SnapshotName> savepoint, OptionalInt check, Remains remains) {

  /** Which files of an application are looked for. */
  public enum Remains {
    NONE,
    /** What was laid out for the deployment. */
    DEPLOYMENT,
    ALL,
    ALL_BUT_SNAPSHOTS
  }

  static final Watch NOTHING =
      new Watch(Optional.empty(), Optional.empty(), OptionalInt.empty(), Remains.NONE);

  static Watch of(Launch launch) {
    return new Watch(Optional.of(launch), Optional.empty(), OptionalInt.empty(), Remains.NONE);
  }

  /** Of what is to end: it has when nothing is left in which something could still begin. */
  static Watch toTheEnd(Launch launch) {
    return new Watch(
        Optional.of(launch), Optional.empty(), OptionalInt.empty(), Remains.DEPLOYMENT);
  }

  static Watch forRemains(Remains remains) {
    return new Watch(Optional.empty(), Optional.empty(), OptionalInt.empty(), remains);
  }

  Watch andSavepoint(SnapshotName name) {
    return new Watch(launch, Optional.of(name), check, remains);
  }

  Watch andCheck(int version) {
    return new Watch(launch, savepoint, OptionalInt.of(version), remains);
  }
}
