package dev.drey.core.control;

import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Keeps code as long as some version of some application has it. */
public final class KeptCode {
  private final Applications applications;
  private final Artifacts artifacts;

  /**
   * Held to read while code is kept and not yet named by a version, to write while unused code is
   * deleted.
   */
  private final ReadWriteLock naming = new ReentrantReadWriteLock();

  public KeptCode(Applications applications, Artifacts artifacts) {
    this.applications = applications;
    this.artifacts = artifacts;
  }

  Code keep(CodeSource source, Configuration configuration) {
    return artifacts.keep(source, configuration);
  }

  /** Sees that code which stays as it is can be run as changed settings say. */
  void check(Configuration before, Configuration changed) {
    boolean otherwise =
        !changed.python().equals(before.python())
            || (changed.python().isPresent() && !changed.runtime().equals(before.runtime()));
    if (otherwise) {
      changed.code().ifPresent(code -> artifacts.check(code, changed));
    }
  }

  /** Does something that keeps code and then names it. */
  <T> T whileNaming(Supplier<T> work) {
    naming.readLock().lock();
    try {
      return work.get();
    } finally {
      naming.readLock().unlock();
    }
  }

  /** Does something that deletes code, while nobody is naming any. */
  <T> T alone(Supplier<T> work) {
    naming.writeLock().lock();
    try {
      return work.get();
    } finally {
      naming.writeLock().unlock();
    }
  }

  /** Deletes code that no version has any more. */
  void collect() {
    naming.writeLock().lock();
    try {
      artifacts.retain(applications.codeInUse());
    } finally {
      naming.writeLock().unlock();
    }
  }
}
