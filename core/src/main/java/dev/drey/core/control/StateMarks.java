package dev.drey.core.control;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Since when parts of the state folders are not needed by anything. */
public interface StateMarks {

  /** In one transaction: marks these, and takes the marks off all others. */
  Map<String, Instant> mark(Set<String> strays, Instant now);

  /** The same without writing anything. */
  Map<String, Instant> look(Set<String> strays, Instant now);

  /**
   * In one transaction: remembers that these folders were made here, and returns all that ever
   * were.
   */
  Set<String> own(Set<String> folders);
}
