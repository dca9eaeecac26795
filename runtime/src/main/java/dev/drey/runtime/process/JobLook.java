package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Sighting.Condition;
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
 */
record JobLook(
    Condition condition, int failures, Optional<String> cause, boolean stateRefused, long newest) {
  private static final Duration UNTIL_KNOWN = FlinkRest.OLDEST.plusMillis(100);

  static JobLook of(Condition condition) {
    return new JobLook(condition, 0, Optional.empty(), false, 0);
  }

  static JobLook lost(String cause) {
    return new JobLook(Condition.LOST, 0, Optional.of(cause), false, 0);
  }

  static JobLook at(FlinkRest rest, String job, Instant now) throws IOException {
    Optional<JobSeen> seen = rest.job(job);
    if (seen.isEmpty()) {
      return of(Condition.COMING_UP);
    }
    if (seen.get().runsCompletely()) {
      long newest = rest.newestCheckpoint(job).orElse(0);
      return new JobLook(Condition.HEALTHY, 0, Optional.empty(), false, newest);
    }
    return switch (seen.get().state()) {
      case FINISHED -> of(Condition.FINISHED);
      case CANCELED ->
          new JobLook(Condition.FAILED, 0, Optional.of("the job was cancelled"), false, 0);
      case FAILED -> failing(rest, job, isKnown(seen.get(), now));
      case INITIALIZING,
          CREATED,
          RUNNING,
          FAILING,
          CANCELLING,
          RESTARTING,
          SUSPENDED,
          RECONCILING ->
          failing(rest, job, Condition.COMING_UP);
    };
  }

  /** Only when the page with the cause cannot be from before the end any more. */
  private static Condition isKnown(JobSeen seen, Instant now) {
    return now.isAfter(seen.end().plus(UNTIL_KNOWN)) ? Condition.FAILED : Condition.COMING_UP;
  }

  private static JobLook failing(FlinkRest rest, String job, Condition condition)
      throws IOException {
    List<String> traces = rest.failures(job);
    Optional<String> last = traces.stream().findFirst();
    return new JobLook(
        condition,
        traces.size(),
        last.map(Causes::ofTrace),
        last.filter(Causes::isOfState).isPresent(),
        0);
  }
}
