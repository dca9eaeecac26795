package dev.drey.core.control;

import dev.drey.core.model.EnhancedSnapshot;
import dev.drey.core.model.SnapshotOperation;

/** An enhanced snapshot as it is now, and what to wait for. */
public record AskedSnapshot(EnhancedSnapshot snapshot, SnapshotOperation operation) {}
