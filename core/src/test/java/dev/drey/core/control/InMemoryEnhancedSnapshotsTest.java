package dev.drey.core.control;

class InMemoryEnhancedSnapshotsTest extends EnhancedSnapshotsContract {
  @Override
  protected EnhancedSnapshots empty() {
    return new InMemoryEnhancedSnapshots();
  }
}
