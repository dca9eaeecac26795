package dev.drey.core.model;

/** Whose the snapshots are that callers ask for. */
public enum SnapshotMode {
  /** The application's: CreateApplicationSnapshot. */
  LEGACY,
  /** The account's: CreateSnapshot. */
  ENHANCED
}
