package dev.drey.core.control;

import dev.drey.core.model.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Since when kept code has not been needed by anything. */
public interface CodeMarks {

  /**
   * In one transaction: marks what of {@code kept} nothing needs, and takes the marks off what is
   * needed again or gone.
   *
   * @return every mark, with the time it was set
   */
  Map<Sha256, Instant> mark(Set<Sha256> kept, Instant now);

  /** The same without writing anything: what would be marked now counts as marked now. */
  Map<Sha256, Instant> look(Set<Sha256> kept, Instant now);

  /**
   * In one transaction: takes the mark off, and says whether the code is still not needed by
   * anything, so that it may be deleted.
   */
  boolean release(Sha256 code);
}
