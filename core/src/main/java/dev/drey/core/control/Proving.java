package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.Version;

/** Reads the state of a snapshot to its end. That takes as long as it takes. */
@FunctionalInterface
public interface Proving {

  /** Whether the code that wrote a snapshot is still known, so that it can be asked to read it. */
  enum Writer {
    KNOWN,
    FORGOTTEN
  }

  /**
   * One snapshot.
   *
   * @param version the one that wrote it, or the current one where that is forgotten
   */
  record Exhibit(Application application, Version version, Writer writer, Snapshot snapshot) {}

  /**
   * Reads it, and says what is damaged.
   *
   * @throws dev.drey.core.model.Unavailable if that cannot be said now
   */
  Proof prove(Exhibit exhibit);
}
