package dev.drey.core.metrics;

/** How finely an application is measured; each level tells what those before it tell as well. */
public enum Level {
  APPLICATION,
  TASK,
  OPERATOR,
  PARALLELISM;

  boolean includes(Level other) {
    return other.compareTo(this) <= 0;
  }
}
