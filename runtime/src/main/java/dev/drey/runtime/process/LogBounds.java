package dev.drey.runtime.process;

import dev.drey.core.capacity.MemorySize;

/**
 * How much of their logs is kept.
 *
 * @param process of one process; what is older goes first
 * @param ended of all processes of an application that have ended, together
 */
public record LogBounds(MemorySize process, MemorySize ended) {
  private static final int FILES = 8;

  /** A process's log is a row of files, so that the oldest part can go as a whole. */
  long file() {
    return process.bytes() / FILES;
  }

  /** Beside the one that is written. */
  int olderFiles() {
    return FILES - 1;
  }
}
