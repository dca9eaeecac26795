package dev.drey.core.control;

import dev.drey.core.model.Sha256;
import java.util.Map;

/** The files of kept code. */
public interface StoredCode {

  /** All there are, with their bytes. */
  Map<Sha256, Long> sizes();

  /** Deletes one; nothing if it is not there. */
  void delete(Sha256 code);
}
