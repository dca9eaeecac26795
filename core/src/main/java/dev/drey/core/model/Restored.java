package dev.drey.core.model;

import java.time.Instant;
import java.util.List;

/**
 * A snapshot was restored whole, in a cluster of its own that touches nothing outside.
 *
 * @param subtasks that restored their state
 * @param cutOff names of the operators that were replaced by what only takes their state
 */
public record Restored(Instant at, int subtasks, List<String> cutOff) {
  public Restored {
    cutOff = List.copyOf(cutOff);
  }
}
