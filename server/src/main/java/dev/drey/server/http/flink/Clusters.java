package dev.drey.server.http.flink;

import dev.drey.core.model.ApplicationId;
import java.net.URI;
import java.util.Optional;

/** Where the dashboards are. */
@FunctionalInterface
public interface Clusters {
  /** The address of an application's JobManager, while it has one. */
  Optional<URI> jobManagerOf(ApplicationId application);
}
