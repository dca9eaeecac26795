package dev.drey.keeper.tend;

import java.time.Instant;
import java.util.Optional;

/** Is told what the keeper does, and why it does not. */
@FunctionalInterface
public interface Journal {

  /** What there is to tell. */
  enum Kind {
    TAKEN,
    FAILED,
    WAITED,
    DELETED,
    MARKED,
    VERIFYING,
    REFUSED,
    UNREADABLE,
    TROUBLE,
    WOULD_TAKE,
    WOULD_DELETE,
    WOULD_MARK,
    WOULD_VERIFY
  }

  /**
   * One thing.
   *
   * @param snapshot its name, where there is one
   */
  record Line(
      Instant at, Kind kind, String application, Optional<String> snapshot, String message) {}

  void tell(Line line);
}
