package dev.drey.core.control;

import dev.drey.core.model.OperationId;

/** Gives out names that nobody has had before. */
public interface Ids {
  OperationId operation();

  /** Eight lower-case letters and digits. */
  String application();
}
