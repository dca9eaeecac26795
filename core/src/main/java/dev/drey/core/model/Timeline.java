package dev.drey.core.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an operation went: what was reached when, as it was first seen.
 *
 * @param deployment the one it started, once its processes are up
 * @param trace of the failure that ended it, as Flink tells it
 */
public record Timeline(
    Optional<DeploymentId> deployment, List<Mark> marks, Optional<String> trace) {
  private static final int LONGEST_TRACE = 16 * 1024;

  public static final Timeline EMPTY = new Timeline(Optional.empty(), List.of(), Optional.empty());

  /** What an operation gets to, in this order as far as it does it at all. */
  public enum Milestone {
    /** main() of the new version made a job that fits the state. */
    CHECKED,
    /** The state of what ran is saved. */
    SAVEPOINT,
    /** The processes of what ran are gone. */
    STOPPED,
    /** The JobManager and all TaskManagers run. */
    PROCESSES_UP,
    /** Every subtask has its slot. */
    SLOTS,
    /** Every subtask has its state and runs. */
    RESTORED,
    FIRST_CHECKPOINT
  }

  /** One of them, and when. */
  public record Mark(Milestone milestone, Instant at) {}

  public Timeline {
    marks = List.copyOf(marks);
  }

  public boolean has(Milestone milestone) {
    return marks.stream().anyMatch(mark -> mark.milestone() == milestone);
  }

  /** With those that it does not have yet. */
  public Timeline reached(List<Milestone> milestones, Instant now) {
    List<Mark> all = new ArrayList<>(marks);
    milestones.stream()
        .filter(milestone -> !has(milestone))
        .forEach(milestone -> all.add(new Mark(milestone, now)));
    return new Timeline(deployment, all, trace);
  }

  public Timeline of(DeploymentId started) {
    return new Timeline(Optional.of(started), marks, trace);
  }

  /** The first trace is the one that counts; what is longer than a page or four is cut. */
  public Timeline traced(String newTrace) {
    if (trace.isPresent()) {
      return this;
    }
    String bounded =
        newTrace.length() <= LONGEST_TRACE ? newTrace : newTrace.substring(0, LONGEST_TRACE) + " …";
    return new Timeline(deployment, marks, Optional.of(bounded));
  }
}
