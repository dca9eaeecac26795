package dev.drey.agent.check;

import java.util.Optional;

/**
 * What becomes of one operator between the saved state and the new job. At least one side is there.
 */
record Match(Optional<Operator> now, Optional<SavedOperator> saved, Keys keys) {

  /** Where the operator's state goes. */
  enum Fate {
    KEPT,
    DROPPED,
    NEW
  }

  /** Whether the keys in the state can be read by the new job. */
  enum Keys {
    SAME,
    CHANGED,
    /** Not keyed, or not to be told before the restore. */
    UNKNOWN
  }

  Fate fate() {
    if (saved.isEmpty()) {
      return Fate.NEW;
    }
    return now.isPresent() ? Fate.KEPT : Fate.DROPPED;
  }

  String id() {
    return saved.map(SavedOperator::id).orElseGet(() -> now.orElseThrow().id());
  }
}
