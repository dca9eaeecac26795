package dev.drey.core.logs;

import dev.drey.core.lifecycle.Application;
import java.util.List;

/** Where the logs are. */
@FunctionalInterface
public interface ApplicationLogs {
  /** Of every process it has, and of those it had, as far as they are kept. */
  List<ProcessLog> logs(Application application);
}
