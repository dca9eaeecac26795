package dev.drey.server.http.answers;

import dev.drey.core.model.ApplicationId;
import java.util.Optional;

/** What the running jobs are made of, as Flink tells it in JSON. */
@FunctionalInterface
public interface JobPlans {
  Optional<String> planOf(ApplicationId application);
}
