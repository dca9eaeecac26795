package dev.drey.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What reading a snapshot to its end has shown.
 *
 * @param damage what is not as it should be; absent for one that is whole
 * @param untried what could not be looked at and says nothing therefore; absent where all was
 * @param restored what restoring it has shown; absent where that was not asked for
 */
public record Proof(
    Instant at,
    long files,
    long bytes,
    Optional<String> damage,
    Optional<String> untried,
    Optional<Restored> restored) {

  /** What reading alone has shown. */
  public Proof(
      Instant at, long files, long bytes, Optional<String> damage, Optional<String> untried) {
    this(at, files, bytes, damage, untried, Optional.empty());
  }

  public Proof restored(Restored shown) {
    return new Proof(at, files, bytes, damage, untried, Optional.of(shown));
  }

  /** Reading was whole, and yet nothing can be restored from it. */
  public Proof notRestored(String why) {
    return new Proof(at, files, bytes, Optional.of(why), untried, Optional.empty());
  }

  /** Reading was whole, and nothing more could be found out. */
  public Proof notTried(String what) {
    return new Proof(at, files, bytes, damage, Optional.of(what), restored);
  }

  /** With what an earlier one has shown and this one did not try. */
  Proof after(Optional<Proof> earlier) {
    return isGood() && restored.isEmpty()
        ? new Proof(at, files, bytes, damage, untried, earlier.flatMap(Proof::restored))
        : this;
  }

  public boolean isGood() {
    return damage.isEmpty();
  }
}
