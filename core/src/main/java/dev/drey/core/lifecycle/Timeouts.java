package dev.drey.core.lifecycle;

import java.time.Duration;

/**
 * How long to wait before a change counts as failed.
 *
 * @param start until every subtask runs
 * @param savepoint until it is complete
 * @param check until main() of a new version has made its job graph
 */
public record Timeouts(Duration start, Duration savepoint, Duration check) {

  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(1));
}
