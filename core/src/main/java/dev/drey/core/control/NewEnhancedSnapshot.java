package dev.drey.core.control;

import dev.drey.core.model.Encryption;
import dev.drey.core.model.EnhancedSnapshotId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a caller says of an enhanced snapshot that is to be, wherever its state comes from. */
public record NewEnhancedSnapshot(
    EnhancedSnapshotId id,
    Optional<String> description,
    Optional<Encryption> encryption,
    Map<String, String> tags) {

  public NewEnhancedSnapshot {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
