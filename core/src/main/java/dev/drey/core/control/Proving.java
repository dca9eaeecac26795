package dev.drey.core.control;

import dev.drey.core.lifecycle.Application;
import dev.drey.core.model.Proof;
import dev.drey.core.model.Snapshot;
import dev.drey.core.model.Version;

/** Reads the state of a snapshot to its end, and restores it if wanted. That takes its time. */
@FunctionalInterface
public interface Proving {

  /** How far a verification goes. */
  enum Depth {
    /** Every file is read. */
    READ,
    /** Then all of it is restored, in a cluster of its own that touches nothing outside. */
    RESTORED
  }

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
  record Exhibit(
      Application application, Version version, Writer writer, Snapshot snapshot, Depth depth) {}

  /**
   * Reads it, and says what is damaged.
   *
   * @throws dev.drey.core.model.Unavailable if that cannot be said now
   */
  Proof prove(Exhibit exhibit);
}
