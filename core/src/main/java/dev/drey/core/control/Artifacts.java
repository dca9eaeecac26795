package dev.drey.core.control;

import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Sha256;
import java.nio.file.Path;
import java.util.Set;

/**
 * The code of applications, kept by its hash: what becomes of the bucket it came from does not
 * matter any more.
 */
public interface Artifacts {

  /**
   * Reads the code once and keeps it.
   *
   * @param account whose buckets it is in
   * @param configuration how it is to be run
   * @throws dev.drey.core.model.Refused if it is not there, or not an archive that can be run so
   */
  Code keep(String account, CodeSource source, Configuration configuration);

  /**
   * Looks again at code that is kept, because it is to be run in another way.
   *
   * @throws dev.drey.core.model.Refused if it cannot be
   */
  void check(Code code, Configuration configuration);

  /** Where its bytes lie, complete and never changing. */
  Path file(Sha256 code);

  /** Deletes what is not in use. */
  void retain(Set<Sha256> inUse);
}
