package dev.drey.runtime.process;

import dev.drey.core.lifecycle.Sighting.Condition;
import dev.drey.runtime.rest.FlinkRest;
import dev.drey.runtime.rest.JobSeen;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a JobManager that lives tells of its job.
 *
 * @param newest the number of the newest checkpoint it has completed; 0 for none or not asked
 */
record JobLook(Condition condition, int failures, Optional<String> cause, long newest) {

  static JobLook at(FlinkRest rest, String job) throws IOException {
    Optional<JobSeen> seen = rest.job(job);
    if (seen.isEmpty()) {
      return new JobLook(Condition.COMING_UP, 0, Optional.empty(), 0);
    }
    if (seen.get().runsCompletely()) {
      long newest = rest.newestCheckpoint(job).orElse(0);
      return new JobLook(Condition.HEALTHY, 0, Optional.empty(), newest);
    }
    Optional<JobSeen.State> terminal =
        seen.get().state().isTerminal() ? rest.stateOnPages(job) : Optional.empty();
    List<String> traces = rest.failures(job);
    Optional<String> cause = traces.stream().findFirst().map(Causes::ofTrace);
    return new JobLook(
        terminal.map(JobLook::end).orElse(Condition.COMING_UP),
        traces.size(),
        terminal.filter(JobSeen.State.CANCELED::equals).isPresent()
            ? Optional.of("the job was cancelled")
            : cause,
        0);
  }

  /**
   * Only when Flink's pages know it too: they are a little behind its overview, and the cause is
   * read from them.
   */
  private static Condition end(JobSeen.State state) {
    if (state == JobSeen.State.FINISHED) {
      return Condition.FINISHED;
    }
    return state.isTerminal() ? Condition.FAILED : Condition.COMING_UP;
  }
}
