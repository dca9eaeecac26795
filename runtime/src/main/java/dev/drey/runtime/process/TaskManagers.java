package dev.drey.runtime.process;

import dev.drey.core.model.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The TaskManagers of one incarnation: started again as often as they die. */
final class TaskManagers {
  private static final Duration SETTLED = Duration.ofSeconds(20);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final Site site;
  private final Incarnation incarnation;

  TaskManagers(Site site, Incarnation incarnation) {
    this.site = site;
    this.incarnation = incarnation;
  }

  /** One that is to be started. */
  record Wanted(int index, int attempt) {}

  int missing(int count) {
    int missing = 0;
    for (int index = 1; index <= count; index++) {
      if (newest(index).flatMap(files -> files.running(site.kernel())).isEmpty()) {
        missing++;
      }
    }
    return missing;
  }

  List<Wanted> wanted(int count) {
    List<Wanted> wanted = new ArrayList<>();
    for (int index = 1; index <= count; index++) {
      Optional<ProcessFiles> newest = newest(index);
      if (newest.isEmpty()) {
        wanted.add(new Wanted(index, 1));
      } else if (newest.get().isDead(site.kernel()) && isTime(index, newest.get())) {
        wanted.add(new Wanted(index, incarnation.attempts(index) + 1));
      }
    }
    return wanted;
  }

  /** What the one that died last had to say. */
  Optional<String> cause(int count) {
    for (int index = 1; index <= count; index++) {
      Optional<ProcessFiles> newest = newest(index).filter(files -> files.isDead(site.kernel()));
      if (newest.isPresent()) {
        int attempt = incarnation.attempts(index);
        return Optional.of(
            Causes.ofDeath(
                "TaskManager " + index, newest.get(), incarnation.taskManagerLog(index, attempt)));
      }
    }
    return Optional.empty();
  }

  private Optional<ProcessFiles> newest(int index) {
    int attempts = incarnation.attempts(index);
    return attempts == 0 ? Optional.empty() : Optional.of(incarnation.taskManager(index, attempts));
  }

  /**
   * At once after one that worked for a while; later and later after those that died soon, so that
   * a machine is not worn out.
   */
  private boolean isTime(int index, ProcessFiles dead) {
    Instant began = changed(dead.process()).orElse(Instant.EPOCH);
    Instant ended = changed(dead.exit()).orElse(site.clock().instant());
    int attempts = incarnation.attempts(index);
    if (attempts == 1 || Duration.between(began, ended).compareTo(SETTLED) > 0) {
      return true;
    }
    Duration wait = Duration.ofMillis(500L << Math.min(attempts, 10));
    Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    return began.plus(bounded).isBefore(site.clock().instant());
  }

  private static Optional<Instant> changed(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.getLastModifiedTime(file).toInstant())
          : Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("cannot look at " + file + ": " + e.getMessage(), e);
    }
  }
}
