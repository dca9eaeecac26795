package dev.drey.core.model;

/** The status of an application, by the names the API shows. */
public enum Status {
  READY,
  STARTING,
  RUNNING,
  STOPPING,
  FORCE_STOPPING,
  UPDATING,
  ROLLING_BACK,
  DELETING
}
