package dev.drey.keeper.decide;

import java.time.Instant;

/**
 * A snapshot as the API lists it.
 *
 * @param version of the application it was taken of
 */
public record SnapshotSeen(String name, State state, int version, Instant createdAt) {

  /** By the API's names. */
  public enum State {
    CREATING,
    READY,
    DELETING,
    FAILED
  }

  boolean isReady() {
    return state == State.READY;
  }
}
