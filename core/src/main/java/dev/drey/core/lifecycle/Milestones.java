package dev.drey.core.lifecycle;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.core.lifecycle.Sighting.Progress;
import dev.drey.core.model.OperationId;
import dev.drey.core.model.Timeline.Milestone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a look, or the change of phase it leads to, means to those who wait for an operation. */
public final class Milestones {
  private Milestones() {}

  /** What is reached while the phase stays. */
  public static List<Milestone> during(Phase phase, Sighting seen) {
    return phase instanceof Starting ? coming(seen) : List.of();
  }

  private static List<Milestone> coming(Sighting seen) {
    List<Milestone> reached = new ArrayList<>();
    boolean up = seen.condition() == Condition.COMING_UP || seen.condition() == Condition.HEALTHY;
    if (up && seen.processes() && seen.missingTaskManagers() == 0) {
      reached.add(Milestone.PROCESSES_UP);
    }
    if (up && (seen.slots() || seen.condition() == Condition.HEALTHY)) {
      reached.add(Milestone.SLOTS);
    }
    return reached;
  }

  /** What is reached as one phase gives way to another. */
  public static List<Milestone> between(Phase before, Sighting seen, Phase after) {
    if (before instanceof Checking && after instanceof Saving) {
      return List.of(Milestone.CHECKED);
    }
    if (before instanceof Saving && seen.saved() instanceof Progress.Done) {
      return List.of(Milestone.SAVEPOINT);
    }
    if (before instanceof Clearing) {
      return List.of(Milestone.STOPPED);
    }
    if (before instanceof Starting && after instanceof Running running) {
      return running.checkpointed()
          ? List.of(
              Milestone.PROCESSES_UP,
              Milestone.SLOTS,
              Milestone.RESTORED,
              Milestone.FIRST_CHECKPOINT)
          : List.of(Milestone.PROCESSES_UP, Milestone.SLOTS, Milestone.RESTORED);
    }
    return List.of();
  }

  /** Whether a deployment whose operation has ended has just completed its first checkpoint. */
  public static boolean isFirstCheckpoint(Phase before, Phase after) {
    return before instanceof Running earlier
        && after instanceof Running later
        && !earlier.checkpointed()
        && later.checkpointed();
  }

  /**
   * Who waits for it: whoever waited before, or waits from now on, or waited for just this and is
   * told so with the same write.
   */
  public static Optional<OperationId> waiting(Phase before, Plan plan) {
    return before
        .operation()
        .or(() -> plan.phase().operation())
        .or(
            () ->
                plan.entries().stream()
                    .filter(Entry.OperationEnded.class::isInstance)
                    .map(Entry.OperationEnded.class::cast)
                    .map(Entry.OperationEnded::id)
                    .findFirst());
  }

  /** The trace that tells why a phase ended, where it ended badly. */
  public static Optional<String> trace(Phase before, Sighting seen, Phase after) {
    boolean cameUp = after instanceof Running;
    boolean again = after.getClass() == before.getClass();
    return cameUp || again ? Optional.empty() : seen.trace();
  }
}
