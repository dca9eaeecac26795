package dev.drey.server.http.answers;

import dev.drey.core.model.ApplicationId;
import java.time.Duration;

/** Links to Flink's dashboards, for the one who asks. */
public interface DashboardLinks {
  /** The whole address, good for so long once it was opened. */
  String linkTo(ApplicationId application, Duration validFor);

  /** Whether its last job can be looked at though it has ended. */
  boolean showsPast(ApplicationId application);
}
