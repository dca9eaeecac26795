package dev.drey.core.model;

/** What a start or an update restores from, by the API's names without their tails. */
public enum RestoreType {
  SKIP,
  LATEST,
  CUSTOM
}
