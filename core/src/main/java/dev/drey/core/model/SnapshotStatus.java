package dev.drey.core.model;

/** How far a snapshot is, by the names the API shows. */
public enum SnapshotStatus {
  CREATING,
  READY,
  DELETING,
  FAILED
}
