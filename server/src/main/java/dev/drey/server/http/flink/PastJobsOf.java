package dev.drey.server.http.flink;

import dev.drey.core.model.ApplicationId;
import dev.drey.runtime.process.PastJob;
import java.util.Optional;

/** Where the jobs are that have ended. */
@FunctionalInterface
public interface PastJobsOf {
  /** An application's last one. */
  Optional<PastJob> lastOf(ApplicationId application);
}
