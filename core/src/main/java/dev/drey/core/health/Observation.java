package dev.drey.core.health;

import dev.drey.core.lifecycle.Sighting;
import dev.drey.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that was seen of an application at one moment.
 *
 * @param run which run of it this is; empty where it does not run
 * @param incarnation the number of the JobManager within that run
 * @param seen of its processes
 * @param trouble the newest failure that was seen
 * @param note what the end of its last run left to say
 * @param checkpoints how often they are wanted; empty where they are not
 * @param figures empty where its JVMs told nothing
 */
public record Observation(
    Instant at,
    Status status,
    Optional<String> run,
    int incarnation,
    Optional<Sighting> seen,
    Optional<Trouble> trouble,
    Optional<String> note,
    Optional<Duration> checkpoints,
    Optional<Figures> figures) {

  boolean isRunning() {
    return status == Status.RUNNING;
  }
}
