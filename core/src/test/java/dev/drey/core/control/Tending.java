package dev.drey.core.control;

import dev.drey.core.model.ApplicationId;

/** The rounds that a reconciler's threads would make, made by the test instead. */
public final class Tending {
  private static final int ENOUGH = 30;

  private Tending() {}

  /** Lets a reconciler and Flink act until nothing moves any more. */
  public static void settle(Reconciler reconciler, FakeFlink flink, ApplicationId id) {
    for (int round = 0; round < ENOUGH; round++) {
      flink.work();
      reconciler.tend(id);
    }
  }
}
