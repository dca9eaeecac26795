package dev.drey.runtime.process;

import dev.drey.core.model.Unavailable;
import dev.drey.runtime.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Ends JVMs. A place is closed before it is looked into, so that nothing can begin there unseen.
 * Nothing here waits: whoever wants an end asks again until it has come.
 */
final class Ending {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ProcFs kernel;
  private final Clock clock;

  Ending(ProcFs kernel, Clock clock) {
    this.kernel = kernel;
    this.clock = clock;
  }

  /**
   * Ends everything in a place at once: what it would still write after this would be in the way of
   * what comes next.
   *
   * @return whether nothing runs there any more
   */
  boolean killed(DeploymentFolder deployment, Path place) {
    close(place);
    List<OwnProcess> running = running(deployment, place);
    running.forEach(OwnProcess::kill);
    return running.isEmpty();
  }

  /**
   * Asks everything in a place to end, so that sinks can give back what they hold, and ends what
   * has not done so after a while.
   *
   * @return whether nothing runs there any more
   */
  boolean ended(DeploymentFolder deployment, Path place) {
    boolean asked = close(place);
    List<OwnProcess> running = running(deployment, place);
    if (!asked) {
      running.forEach(OwnProcess::terminate);
    }
    if (asked && closedSince(place).compareTo(GRACE) > 0) {
      running.forEach(OwnProcess::kill);
    }
    return running.isEmpty();
  }

  private List<OwnProcess> running(DeploymentFolder deployment, Path place) {
    return deployment.processesIn(place).stream()
        .flatMap(files -> files.running(kernel).stream())
        .toList();
  }

  /** Whether it was closed before. */
  private static boolean close(Path place) {
    Path gate = gate(place);
    if (Files.exists(gate)) {
      return true;
    }
    if (Files.exists(place)) {
      WholeFile.write(gate, "");
    }
    return false;
  }

  private static Path gate(Path place) {
    return place.resolve(ProcessFiles.GATE);
  }

  private Duration closedSince(Path place) {
    try {
      return Duration.between(Files.getLastModifiedTime(gate(place)).toInstant(), clock.instant());
    } catch (IOException e) {
      throw new Unavailable("cannot look at " + gate(place) + ": " + e.getMessage(), e);
    }
  }
}
