package dev.drey.runtime.rest;

import java.time.Instant;

/**
 * A job as Flink's overview shows it.
 *
 * @param starting how many of its subtasks have a slot and do not run yet
 * @param running how many of its subtasks run
 * @param finished how many are done for good
 * @param total how many it has
 * @param changed when the newest of its subtasks came into the state it is in
 * @param end when it ended; of no meaning while it has not
 */
public record JobSeen(
    State state, int starting, int running, int finished, int total, Instant changed, Instant end) {

  /** Flink's words for the state of a job. */
  public enum State {
    INITIALIZING,
    CREATED,
    RUNNING,
    FAILING,
    FAILED,
    CANCELLING,
    CANCELED,
    FINISHED,
    RESTARTING,
    SUSPENDED,
    RECONCILING;

    /** Whether nothing more will become of it. */
    public boolean isTerminal() {
      return this == FAILED || this == CANCELED || this == FINISHED;
    }
  }

  /** Whether no subtask is missing: some may have reached the end of their input. */
  public boolean runsCompletely() {
    return state == State.RUNNING && total > 0 && running + finished == total;
  }

  /** Whether every subtask has its slot, or is done with it. */
  public boolean holdsItsSlots() {
    return state == State.RUNNING && total > 0 && starting + running + finished == total;
  }
}
