package dev.drey.core.control;

import dev.drey.core.model.Code;
import dev.drey.core.model.CodeSource;
import dev.drey.core.model.Configuration;
import dev.drey.core.model.Reason;
import dev.drey.core.model.Refused;
import dev.drey.core.model.Unavailable;
import dev.drey.core.model.Version;
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

  Code keep(String account, CodeSource source, Configuration configuration) {
    return artifacts.keep(account, source, configuration);
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

  /**
   * Sees that the code of an earlier version is still kept, while {@link #whileNaming naming}.
   *
   * @throws Refused if nothing needed it for so long that it was deleted
   */
  void refuseGone(Version version) {
    version
        .configuration()
        .code()
        .ifPresent(
            code -> {
              try {
                artifacts.file(code.sha256());
              } catch (Unavailable gone) {
                throw new Refused(
                    Reason.INVALID_REQUEST,
                    "version " + version.number() + " cannot run again: " + gone.getMessage());
              }
            });
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
