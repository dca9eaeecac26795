package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.runtime.rest.CheckpointSeen;
import dev.drey.runtime.rest.FlinkRest;
import dev.drey.runtime.rest.JobSeen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a JobManager that lives tells of its job.
 *
 * @param stateRefused whether that is because the job cannot take the state it was given
 * @param newest the number of the newest checkpoint it has completed; 0 for none or not asked
 * @param slots whether every subtask has its slot
 */
record JobLook(
    Condition condition,
    int failures,
    Optional<String> cause,
    boolean stateRefused,
    Optional<String> trace,
    long newest,
    boolean slots) {
  private static final Duration UNTIL_KNOWN = FlinkRest.OLDEST.plusMillis(100);

  static JobLook of(Condition condition) {
    return because(condition, Optional.empty());
  }

  static JobLook lost(String cause) {
    return because(Condition.LOST, Optional.of(cause));
  }

  private static JobLook healthy(long newest) {
    return new JobLook(
        Condition.HEALTHY, 0, Optional.empty(), false, Optional.empty(), newest, true);
  }

  private static JobLook because(Condition condition, Optional<String> cause) {
    return new JobLook(condition, 0, cause, false, Optional.empty(), 0, false);
  }

  /**
   * Asks for it.
   *
   * @param settling how long every subtask has to run before the job is held for healthy, if it
   *     completes no checkpoint meanwhile
   */
  static JobLook at(FlinkRest rest, String job, Instant now, Duration settling) throws IOException {
    Optional<JobSeen> seen = rest.job(job);
    if (seen.isEmpty()) {
      return of(Condition.COMING_UP);
    }
    if (seen.get().runsCompletely()) {
      Instant since = seen.get().changed();
      Optional<CheckpointSeen> newest = rest.newestCheckpoint(job);
      boolean ran = newest.filter(it -> it.completed().isAfter(since)).isPresent();
      if (ran || !now.isBefore(since.plus(settling))) {
        return healthy(newest.map(CheckpointSeen::id).orElse(0L));
      }
    }
    return switch (seen.get().state()) {
      case FINISHED -> of(Condition.FINISHED);
      case CANCELED -> because(Condition.FAILED, Optional.of("the job was cancelled"));
      case FAILED -> failing(rest, job, isKnown(seen.get(), now), false);
      case INITIALIZING,
          CREATED,
          RUNNING,
          FAILING,
          CANCELLING,
          RESTARTING,
          SUSPENDED,
          RECONCILING ->
          failing(rest, job, Condition.COMING_UP, seen.get().holdsItsSlots());
    };
  }

  /** Only when the page with the cause cannot be from before the end any more. */
  private static Condition isKnown(JobSeen seen, Instant now) {
    return now.isAfter(seen.end().plus(UNTIL_KNOWN)) ? Condition.FAILED : Condition.COMING_UP;
  }

  private static JobLook failing(FlinkRest rest, String job, Condition condition, boolean slots)
      throws IOException {
    List<String> traces = rest.failures(job);
    Optional<String> last = traces.stream().findFirst();
    return new JobLook(
        condition,
        traces.size(),
        last.map(Causes::ofTrace),
        last.filter(Causes::isOfState).isPresent(),
        last,
        0,
        slots);
  }
}
