package dev.drey.core.control;

import dev.drey.core.capacity.MemorySize;

/** What the place has to give where applications run. */
public interface Machine {
  int cores();

  MemorySize memory();

  /** What could be taken now without pushing anything out. */
  MemorySize freeMemory();

  /** The disk that applications work on, all of it. */
  MemorySize disk();

  /** What nobody has taken of it. */
  MemorySize freeDisk();
}
